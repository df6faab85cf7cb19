#include "app/usecase/doctor.hpp"
#include "app/usecase/trained_model.hpp"
#include "ports/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace usecase {

using ports::FailureKind;

namespace {

/// A cache of 100,000 messages takes about 100 MB; a database that cannot grow ends a run.
constexpr domain::Bytes little_disk{500'000'000};
constexpr domain::Bytes no_disk{20'000'000};

constexpr std::uint64_t percent = 100;
/// Of the day's bytes: from here on a first sync will not get through.
constexpr std::uint64_t much_used = 80;

Finding secret(Patient& patient) {
    const auto read = patient.secret.read();
    if (!read) {
        return bad("secret", read.error());
    }
    return {
        "secret",
        Grade::good,
        fmt::format("{}: {}", patient.secret.description(), patient.why_there),
        {}
    };
}

Finding memory(const Patient& patient) {
    return patient.private_memory
               ? Finding{"memory", Grade::good, "no core file or debugger shows the secret", {}}
               : Finding{
                     "memory",
                     Grade::warning,
                     "a core file or a debugger of this user may show the secret",
                     "the kernel refuses prctl(PR_SET_DUMPABLE) or setrlimit(RLIMIT_CORE) here: is "
                     "it a sandbox that forbids them?"
                 };
}

Finding disk(const Patient& patient) {
    if (!patient.free_disk) {
        return bad("disk", patient.free_disk.error());
    }
    const auto free = *patient.free_disk;
    auto sentence = ports::size(free) + " free where the state is kept";
    if (free.count < no_disk.count) {
        return {
            "disk",
            Grade::bad,
            std::move(sentence),
            "make room, or say another state_dir",
            FailureKind::local_io
        };
    }
    if (free.count < little_disk.count) {
        return {"disk", Grade::warning, std::move(sentence), "make room, or say another state_dir"};
    }
    return {"disk", Grade::good, std::move(sentence), {}};
}

/// "6 of 8 labels act on their own", and the others with their reasons.
Finding learning(ports::StateStore& state, const Patient& patient) {
    const auto model = current_model(state.models());
    if (!model) {
        return bad("learning", model.error());
    }
    if (!*model) {
        return {
            "learning",
            Grade::warning,
            "nothing is learned yet",
            "gmail-classifier sync, then gmail-classifier learn"
        };
    }
    std::size_t acting = 0;
    std::string others;
    const auto decisions = gates(**model, patient.gate);
    for (const auto& [label, gate] : decisions) {
        if (gate.state == domain::learning::GateState::act) {
            ++acting;
        } else {
            others +=
                fmt::format("{}{}: {}", others.empty() ? "; " : ", ", label.name, gate.reason);
        }
    }
    return {
        "learning",
        acting > 0 ? Grade::good : Grade::warning,
        fmt::format(
            "model {}: {} of {} labels may act{}",
            (*model)->name(),
            acting,
            decisions.size(),
            others
        ),
        acting > 0 ? ""
                   : "label more mail by hand and learn again, or lower learn.min_examples or "
                     "learn.target_precision"
    };
}

Finding budget(ports::StateStore& state, const Patient& patient, const ports::Clock& clock) {
    const auto day = state.bytes().since(clock.wall() - std::chrono::hours{24});
    if (!day) {
        return bad("budget", day.error());
    }
    const auto used = day->received.count + day->sent.count;
    const auto cap = patient.bytes_per_day.count;
    auto sentence =
        fmt::format("{} of {} moved in the last 24 hours", ports::size({used}), ports::size({cap}));
    if (used >= cap) {
        return {
            "budget",
            Grade::bad,
            std::move(sentence),
            "wait until the oldest of it is a day old, or raise limits.bytes_per_day",
            FailureKind::budget
        };
    }
    const bool much = used >= cap / percent * much_used;
    return {
        "budget",
        much ? Grade::warning : Grade::good,
        std::move(sentence),
        much ? "a long run may have to pause until tomorrow" : ""
    };
}

/// For a failure that brings no advice of its own.
std::string_view usual_fix(FailureKind kind) {
    switch (kind) {
    case FailureKind::connection_lost:
    case FailureKind::timed_out:
    case FailureKind::server_bye:
        return "try again in some minutes; where it stays so, try another network, and see whether "
               "the "
               "provider reports an outage";
    case FailureKind::protocol:
        return "what answers does not speak IMAP as it should: is it the right host and port, and "
               "does "
               "a proxy or virus scanner stand in between?";
    case FailureKind::refused:
        return "look with --verbose at what was asked and refused; another program can tell "
               "whether the "
               "server refuses it to all";
    default:
        return "run it again with --verbose, which shows each step";
    }
}

Finding state_of(ports::StateStore& state) {
    const auto messages = state.messages().count();
    return messages ? Finding{"state", Grade::good, fmt::format("{} messages", *messages), {}}
                    : bad("state", messages.error());
}

} // namespace

Finding bad(std::string_view topic, const ports::Failure& failure) {
    const auto fix = failure.hint.empty() ? std::string{usual_fix(failure.kind)} : failure.hint;
    return {topic, Grade::bad, failure.sentence, fix, failure.kind};
}

Findings examine_machine(Patient& patient, const ports::Clock& clock) {
    Findings findings{secret(patient), memory(patient), disk(patient)};
    if (!patient.state && patient.state.error().kind == FailureKind::not_found) {
        findings.push_back({"state", Grade::good, "none yet: the first sync makes it", {}});
        return findings;
    }
    if (!patient.state) {
        findings.push_back(bad("state", patient.state.error()));
        return findings;
    }
    findings.push_back(state_of(**patient.state));
    findings.push_back(learning(**patient.state, patient));
    findings.push_back(budget(**patient.state, patient, clock));
    return findings;
}

Findings examine(
    Patient& patient,
    ports::ServerProbe& server,
    const ports::Clock& clock,
    const std::stop_token& stop
) {
    Findings findings = examine_machine(patient, clock);
    // Without a secret the way can still be looked at, as far as the login.
    auto rest = examine_server(patient, server, clock, stop);
    std::ranges::move(rest, std::back_inserter(findings));
    return findings;
}

} // namespace usecase
