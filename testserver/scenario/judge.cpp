#include "testserver/scenario/engine.hpp"
#include "testserver/scenario/label_writes.hpp"
#include "testserver/scenario/mailbox_judge.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace testserver {
namespace {

using What = RunEvent::What;
using Events = std::vector<RunEvent>;

/// Edit distance over words, to find what came nearest to an expectation.
std::size_t likeness(std::string_view pattern, std::string_view line) {
    std::size_t same = 0;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto end = std::min(pattern.find(' ', at), pattern.size());
        const auto word = pattern.substr(at, end - at);
        same += word.size() > 1 && line.find(word) != std::string_view::npos ? word.size() : 0;
        at = end + 1;
    }
    return same;
}

std::string nearest_command(const Events& commands, const std::string& pattern) {
    const RunEvent* best = nullptr;
    std::size_t most = 0;
    for (const auto& event : commands) {
        const auto alike = likeness(pattern, event.text);
        if (alike > most) {
            best = &event;
            most = alike;
        }
    }
    return best == nullptr ? std::string{} : "; nearest was: " + best->text;
}

/// Whether a command changes a mailbox.
bool changes_something(const std::string& command) {
    constexpr std::array<std::string_view, 7> verbs{
        "STORE", "COPY", "MOVE", "APPEND", "EXPUNGE", "CREATE", "DELETE"
    };
    std::string_view verb{command};
    if (verb.starts_with("UID ")) {
        verb.remove_prefix(4);
    }
    return std::ranges::find(verbs, verb.substr(0, verb.find(' '))) != verbs.end();
}

/// Holds one expectation against the part of the run that it speaks of.
class Judge {
public:
    Judge(const Expectation& expected, const RunRecord& record) : expected_(expected) {
        for (const auto& event : record.events) {
            if (event.what == What::fired && event.text == expected.after && !from_) {
                from_ = event.at;
                begun_ = true;
                continue;
            }
            if (event.what == What::fired && event.text == expected.before_rule) {
                break;
            }
            if (!expected.after.empty() && !begun_) {
                continue;
            }
            events_.push_back(event);
            if (event.what == What::command) {
                commands_.push_back(event);
            }
        }
    }

    std::vector<std::string> judge(const RunRecord& record, const WorldEffects& world) {
        check_commands();
        check_connections(record);
        check_time();
        check_end(record);
        std::ranges::for_each(mailbox_problems(expected_, world), [this](const auto& problem) {
            fail(problem);
        });
        return std::move(problems_);
    }

private:
    void fail(const std::string& what) {
        problems_.push_back("[[expect]] line " + std::to_string(expected_.line) + ": " + what);
    }

    void check_commands() {
        check_order();
        for (const auto& pattern : expected_.unordered) {
            const bool found = std::ranges::any_of(commands_, [&](const RunEvent& event) {
                return pattern.found_in(event.text);
            });
            if (!found) {
                fail(
                    "no command matches " + pattern.text() +
                    nearest_command(commands_, pattern.text())
                );
            }
        }
        for (const auto& count : expected_.counts) {
            const auto found = static_cast<std::uint64_t>(std::ranges::count_if(
                commands_, [&](const RunEvent& event) { return count.pattern.found_in(event.text); }
            ));
            if (!count.bounds.hold(found)) {
                fail(
                    count.pattern.text() + " came " + std::to_string(found) + " times, expected " +
                    text_of(count.bounds)
                );
            }
        }
        check_only();
        if (expected_.labels_once) {
            for (const auto& twice : written_twice(commands_)) {
                fail(twice);
            }
        }
    }

    void check_only() {
        for (const auto& event : commands_) {
            const bool wanted = std::ranges::any_of(expected_.only, [&](const Pattern& pattern) {
                return pattern.found_in(event.text);
            });
            if (!expected_.only.empty() && !wanted) {
                fail("unexpected command: " + event.text);
            }
        }
    }

    void check_end(const RunRecord& record) {
        if (!expected_.exit_codes) {
            return;
        }
        if (!record.client) {
            fail("how the client ended is not known; run it with --run");
            return;
        }
        const auto code = static_cast<std::uint64_t>(record.client->number);
        if (record.client->how != ClientEnd::How::exited ||
            std::ranges::find(*expected_.exit_codes, code) == expected_.exit_codes->end()) {
            fail("the client ended otherwise: " + text_of(*record.client));
        }
    }

    void check_order() {
        std::size_t at = 0;
        for (const auto& event : commands_) {
            if (at < expected_.ordered.size() && expected_.ordered[at].found_in(event.text)) {
                ++at;
            } else if (expected_.before && expected_.before->found_in(event.text)) {
                break;
            }
        }
        if (at < expected_.ordered.size()) {
            const auto& missing = expected_.ordered[at].text();
            fail(
                (expected_.before ? "before " + expected_.before->text() + " " : std::string{}) +
                "no command matches " + missing + nearest_command(commands_, missing)
            );
        }
    }

    [[nodiscard]] std::uint64_t count(What what) const {
        return static_cast<std::uint64_t>(std::ranges::count(events_, what, &RunEvent::what));
    }

    void check_count(const std::optional<Bounds>& bounds, std::uint64_t found, const char* what) {
        if (bounds && !bounds->hold(found)) {
            fail(std::to_string(found) + ' ' + what + ", expected " + text_of(*bounds));
        }
    }

    void check_connections(const RunRecord& record) {
        check_count(expected_.logins, count(What::logged_in), "logins");
        check_count(expected_.connections, count(What::accepted), "connections");
        check_count(expected_.attempts_per_hour, most_in_an_hour(), "connections in an hour");
        if (expected_.open_at_once && record.open_at_once > *expected_.open_at_once) {
            fail(std::to_string(record.open_at_once) + " connections were open at once");
        }
        check_count(expected_.refreshes, count(What::refreshed), "refreshes");
        if (expected_.refreshes_at_once &&
            record.refreshes_at_once > *expected_.refreshes_at_once) {
            fail(
                std::to_string(record.refreshes_at_once) + " refreshes were in work at once: "
                                                           "one has to wait for the other"
            );
        }
        if (expected_.idle_gap && record.longest_silence > *expected_.idle_gap) {
            fail(
                "the client was silent for " + std::to_string(record.longest_silence.count()) +
                " ms"
            );
        }
        if (expected_.bytes_before_handshake &&
            record.bytes_on_unverifiable > *expected_.bytes_before_handshake) {
            fail(
                std::to_string(record.bytes_on_unverifiable) +
                " bytes were sent to a server that could not be verified"
            );
        }
    }

    [[nodiscard]] std::uint64_t most_in_an_hour() const {
        std::vector<Milliseconds> attempts;
        for (const auto& event : events_) {
            if (event.what == What::accepted) {
                attempts.push_back(event.at);
            }
        }
        std::size_t most = 0;
        std::size_t first = 0;
        for (std::size_t i = 0; i < attempts.size(); ++i) {
            while (attempts[i] - attempts[first] >= std::chrono::hours{1}) {
                ++first;
            }
            most = std::max(most, i + 1 - first);
        }
        return most;
    }

    void check_time() {
        const auto last = commands_.empty() ? Milliseconds{0} : commands_.back().at;
        if (expected_.within && last > *expected_.within) {
            fail("the last command came after " + std::to_string(last.count()) + " ms");
        }
        check_convergence();
    }

    void check_convergence() {
        for (const auto& event : events_) {
            const bool work = event.what == What::accepted ||
                              (event.what == What::command && changes_something(event.text));
            if (expected_.converged && from_ && work && event.at - *from_ > *expected_.converged) {
                fail(
                    "the client was still at work " + std::to_string((event.at - *from_).count()) +
                    " ms after " + expected_.after + ": " +
                    (event.what == What::accepted ? "it connected" : event.text)
                );
                return;
            }
        }
    }

    const Expectation& expected_;
    std::optional<Milliseconds> from_;
    bool begun_ = false;
    Events events_;
    Events commands_;
    std::vector<std::string> problems_;
};

} // namespace

std::vector<std::string> Engine::problems(Instant now) const {
    std::vector<std::string> found = record_.forbidden;
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        if (scenario_.rules[i].required && states_[i].fired == 0) {
            found.push_back("rule \"" + scenario_.rules[i].name + "\" never fired");
        }
    }
    for (const auto& expected : scenario_.expectations) {
        if (expected.run_for && since_start(now) < *expected.run_for) {
            found.push_back(
                "[[expect]] line " + std::to_string(expected.line) + ": the run ended after " +
                std::to_string(since_start(now).count()) + " ms"
            );
        }
        std::ranges::move(
            Judge{expected, record_}.judge(record_, world_), std::back_inserter(found)
        );
    }
    return found;
}

} // namespace testserver
