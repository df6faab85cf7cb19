#include "tests/simulation/whole_job.hpp"

#include "adapters/config/load.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/account.hpp"
#include "app/compose/fault_injection.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/apply.hpp"
#include "app/usecase/learn.hpp"
#include "app/usecase/observe.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/undo.hpp"
#include "app/usecase/watch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

namespace simulation {
namespace {

constexpr const char* config_text = R"toml(
[learn]
min_examples = 5
target_precision = 0.5

[[rule]]
name = "receipts"
when = "subject:(receipt OR order OR invoice)"
do   = { label = ["Receipts/New"], archive = true }
)toml";

/// Everything that a message holds, asked for without the client.
struct Held {
    std::set<std::string> labels;
    std::set<std::string> flags;

    bool operator==(const Held&) const = default;
};

using Mailbox = std::map<std::uint64_t, Held>;

Mailbox look(testserver::Account& account) {
    Mailbox mailbox;
    const bool gmail = account.is_gmail();
    const auto folder =
        gmail ? account.special(testserver::SpecialUse::all) : account.find("INBOX");
    for (const auto& entry : folder->entries()) {
        auto& held = mailbox[entry.message->id];
        held.flags.insert(entry.message->flags.begin(), entry.message->flags.end());
        for (const auto& label : entry.message->labels) {
            held.labels.insert(label.name);
        }
    }
    return mailbox;
}

/// The messages that were there before; what came since is not ours to compare.
Mailbox known_of(Mailbox now, const Mailbox& before) {
    std::erase_if(now, [&before](const auto& entry) { return !before.contains(entry.first); });
    return now;
}

bool same_flags(const Mailbox& left, const Mailbox& right) {
    return left.size() == right.size() &&
           std::ranges::equal(left, right, [](const auto& one, const auto& other) {
               return one.first == other.first && one.second.flags == other.second.flags;
           });
}

Mailbox predicted(Mailbox before, const std::string& plan_text) {
    const auto plan = usecase::PlanFile::parse(plan_text);
    if (!plan) {
        throw std::runtime_error{plan.error().sentence};
    }
    static_cast<void>(plan->for_each([&](const domain::plan::Entry& entry) {
        const auto id =
            std::stoull(entry.change.id.value.substr(entry.change.id.value.find(':') + 1));
        auto& held = before[id];
        for (const auto& label : entry.change.edit.add) {
            held.labels.insert(label.name);
        }
        for (const auto& label : entry.change.edit.remove) {
            held.labels.erase(label.name);
        }
        return ports::Result<void>{};
    }));
    return before;
}

std::string text_of(const ports::Event& event) {
    struct Text {
        std::string operator()(const ports::Progress& progress) const { return progress.verb; }

        std::string operator()(const ports::ConnectionEvent& event) const { return event.detail; }

        std::string operator()(const ports::Warning& warning) const {
            return warning.sentence + ' ' + warning.hint;
        }

        std::string operator()(const ports::Trace& trace) const { return trace.sentence; }
    };

    return std::visit(Text{}, event);
}

class Job {
public:
    Job(const testserver::Scenario& scenario, HowToPlay how)
        : how_(how), outside_(scenario, how.messages, [this](std::string_view line) {
              played_.log.append(line).append("\n");
          }) {
        std::ofstream{folder_.path() / "config.toml"} << config_text;
        config::Given given;
        given.flags = outside_.flags();
        given.flags["config"] = (folder_.path() / "config.toml").string();
        given.flags["state-dir"] = (folder_.path() / "state").string();
        loaded_ = config::load(given);
    }

    Played run() {
        const auto begun = outside_.clock().monotonic();
        const auto before = look(outside_.account());
        account_ = must(
            compose::Account::open(loaded_, {outside_, reporter_, {}}, compose::StateUse::write)
        );
        auto* mail = must(account_->mail());
        do_verbs(*mail, before);
        played_.received = mail->transferred().received.count;
        played_.sent = mail->transferred().sent.count;
        account_.reset(); // Says good-bye.
        played_.flags_kept = same_flags(before, known_of(look(outside_.account()), before));
        played_.took =
            std::chrono::duration_cast<std::chrono::seconds>(outside_.clock().monotonic() - begun);
        count_events();
        for (const auto& event : reporter_.events()) {
            played_.said += text_of(event) + '\n';
        }
        played_.problems = outside_.problems();
        played_.served = outside_.engine().bytes_served();
        played_.decisions = outside_.engine().decisions();
        played_.reaches = outside_.engine().reaches();
        return std::move(played_);
    }

private:
    template <typename Value>
    static Value must(ports::Result<Value> result) {
        if (!result) {
            throw std::runtime_error{result.error().sentence};
        }
        return *std::move(result);
    }

    /// What a verb gives; nothing when it fails, and the job ends with that. As a user would, it is
    /// tried again when the failure passes.
    template <typename Verb>
    auto done(const char* name, Verb verb) -> std::optional<typename decltype(verb())::value_type> {
        auto result = verb();
        for (unsigned tried = 1; !result && tried < how_.tries; ++tried) {
            if (!ports::reaction(result.error().kind).retry) {
                break;
            }
            const auto later = outside_.clock().monotonic() + std::chrono::minutes{10};
            outside_.sleep()(later, {});
            result = verb();
        }
        if (!result) {
            played_.failure = result.error();
            played_.verb = name;
            return std::nullopt;
        }
        return *std::move(result);
    }

    void do_verbs(ports::MailStore& mail, const Mailbox& before) {
        const auto world = account_->world();
        if (!done(
                "sync", [&] { return usecase::sync(mail, world, compose::sync_options(loaded_)); }
            ) ||
            (how_.learn && !done("learn", [&] {
                 return usecase::learn(world, compose::learn_options(loaded_));
             }))) {
            return;
        }
        const auto planned = done("plan", [&] {
            return usecase::plan(&mail, world, compose::plan_options(loaded_));
        });
        // A plan also holds mail that came after the beginning, so it is compared with this moment.
        const auto at_plan = look(outside_.account());
        if (!planned || !apply(mail, world, must(usecase::PlanFile::parse(planned->text)))) {
            return;
        }
        played_.as_planned =
            known_of(look(outside_.account()), at_plan) == predicted(at_plan, planned->text);
        if (!done("watch", [&] { return watch(mail, world); })) {
            return;
        }
        const auto undone = done("undo", [&] {
            return usecase::undo(mail, world, compose::undo_options(loaded_));
        });
        if (undone) {
            for (const auto& named : undone->named) {
                played_.left_by_undo.push_back(named.why);
            }
            played_.restored = known_of(look(outside_.account()), before) == before;
        }
        // The second one takes in what came during the first, and tries what is parked once more:
        // in bad weather chance can end three connections at the same message.
        for (int i = 0; i < 2 && !played_.failure && !played_.caught_up; ++i) {
            auto options = compose::sync_options(loaded_);
            options.retry_parked = i > 0;
            const auto synced =
                done("last sync", [&] { return usecase::sync(mail, world, options); });
            played_.caught_up = synced && synced->cached == look(outside_.account()).size();
        }
    }

    bool apply(ports::MailStore& mail, const usecase::World& world, const usecase::PlanFile& plan) {
        auto options = compose::apply_options(loaded_);
        options.confirmed = plan.entries();
        const auto applied =
            done("apply", [&] { return usecase::apply(mail, world, plan, options); });
        if (applied) {
            played_.changed = applied->done;
            for (const auto& named : applied->named) {
                played_.left_by_apply.push_back(named.why);
            }
        }
        return applied.has_value();
    }

    ports::Result<usecase::WatchReport> watch(ports::MailStore& mail, const usecase::World& world) {
        auto options = compose::watch_options(loaded_);
        options.length = std::chrono::minutes{30};
        options.sleep = outside_.sleep();
        const auto before = look(outside_.account()).size();
        auto report = usecase::watch(mail, world, options, [](const auto& /*news*/) {});
        if (report) {
            const auto now = look(outside_.account()).size();
            played_.came = now - std::min(now, before);
            played_.noticed = report->fresh;
        }
        return report;
    }

    void count_events() {
        for (const auto& event : outside_.engine().record().events) {
            played_.connections += event.what == testserver::RunEvent::What::accepted ? 1U : 0U;
            played_.faults += event.what == testserver::RunEvent::What::fired ? 1U : 0U;
            played_.commands += event.what == testserver::RunEvent::What::command ? 1U : 0U;
        }
    }

    HowToPlay how_;
    support::TemporaryFolder folder_;
    Played played_;
    compose::FaultInjection outside_;
    config::Loaded loaded_;
    memory::RecordingReporter reporter_;
    std::unique_ptr<compose::Account> account_;
};

} // namespace

Played play(const testserver::Scenario& scenario, HowToPlay how) {
    return Job{scenario, how}.run();
}

} // namespace simulation
