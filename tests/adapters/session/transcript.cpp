#include "tests/adapters/session/transcript.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace session_test {

namespace say = imap::wire::client;
using namespace imap::session;
using imap::wire::Condition;

namespace {

std::string_view word(Condition condition) {
    constexpr std::array<std::string_view, 5> words{"OK", "NO", "BAD", "PREAUTH", "BYE"};
    return words.at(static_cast<std::size_t>(condition));
}

std::string_view word(Fate fate) {
    constexpr std::array<std::string_view, 3> words{
        "never sent", "safe to resend", "outcome unknown"
    };
    return words.at(static_cast<std::size_t>(fate));
}

std::string tag(Ticket ticket) {
    return "A" + std::to_string(ticket.value);
}

std::string data_name(const imap::wire::ResponseData& data) {
    constexpr std::array<std::string_view, 26> names{
        "status",     "continuation", "CAPABILITY", "ENABLED",    "LIST",      "STATUS",
        "SEARCH",     "THREAD",       "ESEARCH",    "FLAGS",      "EXISTS",    "RECENT",
        "EXPUNGE",    "VANISHED",     "FETCH",      "ID",         "NAMESPACE", "QUOTA",
        "QUOTAROOT",  "METADATA",     "ACL",        "LISTRIGHTS", "MYRIGHTS",  "LANGUAGE",
        "COMPARATOR", "unknown",
    };
    return std::string{names.at(data.index())};
}

struct Describe {
    std::string operator()(const Greeted& event) const { return "greeted: " + event.status.text; }

    std::string operator()(const Data& event) const {
        return "data " + data_name(event.response.data);
    }

    std::string operator()(const Sent& event) const { return "sent: " + event.trace; }

    std::string operator()(const Idling& event) const { return tag(event.ticket) + " idling"; }

    std::string operator()(const Completed& event) const {
        return tag(event.ticket) + " completed " + std::string{word(event.status.condition)};
    }

    std::string operator()(const Abandoned& event) const {
        return tag(event.ticket) + " abandoned: " + std::string{word(event.fate)};
    }

    std::string operator()(const SaidBye& event) const {
        return (event.asked_for ? "good-bye: " : "bye: ") + event.status.text;
    }

    std::string operator()(const Fault& event) const { return event.fatal ? "fatal" : "fault"; }
};

} // namespace

std::string describe(const Event& event) {
    return std::visit(Describe{}, event);
}

// Talker.

Ticket Talker::submit(const ClientCommand& command) {
    const auto ticket = session.submit(command);
    EXPECT_TRUE(ticket) << (ticket ? "" : ticket.error().what);
    settled_[*ticket] = 0;
    return *ticket;
}

void Talker::hear(std::string_view bytes) {
    session.receive(bytes);
    drain();
}

std::string Talker::say() {
    std::string said = session.output();
    drain();
    return said;
}

void Talker::lose(std::size_t unsent) {
    session.lost(unsent);
    drain();
}

void Talker::drain() {
    while (const auto event = session.next_event()) {
        if (const auto* const done = std::get_if<Completed>(&*event)) {
            ++settled_[done->ticket];
        } else if (const auto* const gone = std::get_if<Abandoned>(&*event)) {
            ++settled_[gone->ticket];
        }
        if (!std::holds_alternative<Sent>(*event)) {
            events_.push_back(describe(*event));
        }
    }
}

std::vector<std::string> Talker::events() {
    return std::exchange(events_, {});
}

std::string Talker::complaints() const {
    for (const auto& [ticket, times] : settled_) {
        if (times != 1) {
            return tag(ticket) + " was settled " + std::to_string(times) + " times";
        }
    }
    return {};
}

// Transcript.

Transcript& Transcript::submits(ClientCommand command) {
    steps_.push_back({Who::submits, {}, std::move(command), {}});
    return *this;
}

Transcript& Transcript::does(std::function<void(Session&)> action) {
    steps_.push_back({Who::acts, {}, {}, std::move(action)});
    return *this;
}

Transcript& Transcript::client(std::string bytes) {
    steps_.push_back({Who::client, std::move(bytes), {}, {}});
    return *this;
}

Transcript& Transcript::server(std::string bytes) {
    steps_.push_back({Who::server, std::move(bytes), {}, {}});
    return *this;
}

Transcript& Transcript::event(std::string line) {
    steps_.push_back({Who::event, std::move(line), {}, {}});
    return *this;
}

void Transcript::run(Talker& talker, std::size_t steps) const {
    for (std::size_t i = 0; i < steps; ++i) {
        const Step& step = steps_[i];
        switch (step.who) {
        case Who::submits:
            talker.submit(step.command);
            break;
        case Who::acts:
            step.action(talker.session);
            break;
        case Who::client:
            talker.say();
            break;
        case Who::server:
            talker.hear(step.text);
            break;
        case Who::event:
            break;
        }
    }
}

void Transcript::check() const {
    Talker talker;
    std::vector<std::string> seen;
    std::size_t looked_at = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Step& step = steps_[i];
        if (step.who == Who::client) {
            EXPECT_EQ(talker.say(), step.text) << "step " << i;
        } else if (step.who != Who::event) {
            const Transcript one = [&step] {
                Transcript single;
                single.steps_ = {step};
                return single;
            }();
            one.run(talker, 1);
        }
        for (std::string& line : talker.events()) {
            seen.push_back(std::move(line));
        }
        if (step.who == Who::event) {
            ASSERT_LT(looked_at, seen.size()) << "no event; expected " << step.text;
            EXPECT_EQ(seen[looked_at++], step.text) << "step " << i;
        }
    }
    EXPECT_EQ(talker.say(), "") << "more was said than expected";
    EXPECT_EQ(looked_at, seen.size())
        << "unexpected event " << seen[std::min(looked_at, seen.size() - 1)];
}

void Transcript::survives_everything() const {
    cut_after_each_byte();
    spoil_each_answer();
}

void Transcript::cut_after_each_byte() const {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const bool heard = steps_[i].who == Who::server;
        const std::size_t bytes = steps_[i].text.size();
        for (std::size_t cut = 0; cut <= (heard ? bytes : 0); ++cut) {
            Talker talker;
            run(talker, i);
            if (heard) {
                talker.hear(std::string_view{steps_[i].text}.substr(0, cut));
            }
            talker.lose();
            EXPECT_EQ(talker.complaints(), "") << "cut at byte " << cut << " of step " << i;
            EXPECT_EQ(talker.say(), "") << "something was said to a connection that is gone";
        }
    }
}

void Transcript::spoil_each_answer() const {
    constexpr std::array<std::string_view, 9> spoilers{
        "* BYE Session expired, please login again.\r\n",
        "A1 OK again\r\n",
        "A77 OK whose?\r\n",
        "+ go on\r\n",
        "\r\n",
        "* 1 FETCH (UID\r\n",
        "* 1 FETCH (BODY[] {99999999999999999999}\r\n",
        "* 3 EXISTS\r\n* 2 EXPUNGE\r\n* 1 FETCH (FLAGS ())\r\n",
        "HTTP/1.1 400 Bad Request\r\n\r\n",
    };
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        for (const std::string_view spoiler : spoilers) {
            if (steps_[i].who != Who::server) {
                continue;
            }
            Talker talker;
            run(talker, i);
            talker.hear(spoiler);
            talker.hear(steps_[i].text);
            talker.say();
            talker.lose();
            EXPECT_EQ(talker.complaints(), "") << "before step " << i << ": " << spoiler;
        }
    }
}

Transcript logged_in(const std::string& capabilities) {
    Transcript transcript;
    transcript.server("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n")
        .event("greeted: ready")
        .submits(say::Authenticate{"PLAIN", imap::wire::SecretText{"AGEAYg=="}})
        .client("A1 AUTHENTICATE PLAIN AGEAYg==\r\n")
        .server("* CAPABILITY " + capabilities + "\r\nA1 OK in\r\n")
        .event("data CAPABILITY")
        .event("A1 completed OK");
    return transcript;
}

Transcript selected(const std::string& capabilities) {
    Transcript transcript = logged_in(capabilities);
    transcript.submits(say::Select{"INBOX", false})
        .client("A2 SELECT INBOX\r\n")
        .server("* 3 EXISTS\r\nA2 OK [READ-WRITE] selected\r\n")
        .event("data EXISTS")
        .event("A2 completed OK");
    return transcript;
}

ClientCommand plain(say::Verb verb) {
    return say::Plain{verb};
}

ClientCommand fetch_flags(std::uint32_t first, std::uint32_t last) {
    say::UidFetch command;
    command.uids.add(imap::wire::Range{first, last});
    command.items.emplace_back();
    return command;
}

ClientCommand add_label(std::uint32_t uid, const std::string& label) {
    say::StoreLabels command;
    command.uids.add(uid);
    command.labels = {label};
    command.silent = true;
    return command;
}

} // namespace session_test
