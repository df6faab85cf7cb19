#include "testserver/scenario/grade.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace testserver {
namespace {

using What = RunEvent::What;
using Event = std::vector<RunEvent>::const_iterator;

/// More connections than this within a second are no backoff (RFC 2683 3.1 asks for restraint).
constexpr std::size_t most_in_a_second = 10;

std::string time_text(Milliseconds time) {
    return time.count() < 10'000 ? std::to_string(time.count()) + " ms"
                                 : std::to_string(time.count() / 1000) + " s";
}

/// The words of a command: "UID COPY 1:3 "Archive"" is {"UID COPY", "1:3", …}.
struct Words {
    std::string verb;
    std::string set;
    std::string rest;
};

Words words_of(std::string_view command) {
    Words words;
    if (command.starts_with("UID ")) {
        command.remove_prefix(4);
    }
    const auto take = [&command] {
        const auto end = std::min(command.find(' '), command.size());
        const std::string word{command.substr(0, end)};
        command.remove_prefix(std::min(end + 1, command.size()));
        return word;
    };
    words.verb = take();
    words.set = take();
    words.rest = command;
    return words;
}

Grade grade_of(const ClientEnd& end) {
    switch (end.how) {
    case ClientEnd::How::exited:
        return end.number == 0 ? Grade::pass : Grade::tolerated;
    case ClientEnd::How::signalled:
        return Grade::crash;
    case ClientEnd::How::timed_out:
        return Grade::hang;
    }
    return Grade::pass;
}

/// Looks at a run from its faults on.
class Grader {
public:
    Grader(const RunRecord& record, Milliseconds end)
        : record_(record), events_(record.events), end_(end) {}

    std::vector<Finding> grade() {
        look_at_faults();
        look_at_pace();
        look_at_mail();
        look_at_credentials();
        look_at_the_end();
        std::ranges::stable_sort(findings_, {}, &Finding::at);
        return std::move(findings_);
    }

private:
    void find(Grade grade, std::string sentence, Milliseconds at, std::uint64_t connection) {
        findings_.push_back({grade, std::move(sentence), at, connection});
    }

    /// One finding for each rule: what the client did after it fired first.
    void look_at_faults() {
        std::set<std::string> seen;
        for (auto event = events_.begin(); event != events_.end(); ++event) {
            if (event->what == What::fired && seen.insert(event->text).second) {
                look_at_fault(event);
            }
        }
    }

    void look_at_fault(Event fault) {
        const auto next = std::find_if(std::next(fault), events_.end(), [](const RunEvent& event) {
            return event.what == What::command || event.what == What::accepted;
        });
        const auto say = [&](Grade grade, const std::string& what) {
            find(grade, fault->text + ": " + what, fault->at, fault->connection);
        };
        if (next != events_.end()) {
            const bool same = fault->connection == 0 || next->connection == fault->connection;
            const auto later = " after " + time_text(next->at - fault->at);
            say(Grade::pass,
                same ? "goes on on the same connection" + later
                     : "goes on on another connection" + later);
        } else if (record_.client) {
            say(grade_of(*record_.client), "does not come back: " + text_of(*record_.client));
        } else if (is_closed_after(fault)) {
            say(Grade::tolerated, "closes the connection and does not come back");
        } else {
            const auto silence = end_ - fault->at;
            say(silence >= patience ? Grade::hang : Grade::tolerated,
                "says nothing for " + time_text(silence) +
                    (silence >= patience ? "" : ", too short a time to tell"));
        }
    }

    [[nodiscard]] bool is_closed_after(Event fault) const {
        return std::any_of(fault, events_.end(), [&](const RunEvent& event) {
            return event.what == What::closed && event.connection == fault->connection;
        });
    }

    void look_at_pace() {
        std::vector<Milliseconds> attempts;
        for (const auto& event : events_) {
            if (event.what == What::accepted) {
                attempts.push_back(event.at);
            }
        }
        for (std::size_t i = most_in_a_second; i < attempts.size(); ++i) {
            if (attempts[i] - attempts[i - most_in_a_second] < Milliseconds{1000}) {
                find(
                    Grade::tolerated,
                    "connects more than " + std::to_string(most_in_a_second) +
                        " times within a second: no backoff",
                    attempts[i],
                    0
                );
                return;
            }
        }
    }

    void look_at_mail() {
        std::map<std::string, Event, std::less<>>
            last_copy; // Of each set: a long run has thousands.
        for (auto event = events_.begin(); event != events_.end(); ++event) {
            if (event->what != What::command) {
                continue;
            }
            const auto words = words_of(event->text);
            if (words.verb == "COPY") {
                last_copy.insert_or_assign(words.set, event);
            }
            if (words.verb == "STORE" && event->executed &&
                words.rest.find("\\Deleted") != std::string::npos && words.rest[0] == '+') {
                const auto copy = last_copy.find(words.set);
                look_at_deletion(event, words.set, copy != last_copy.end() ? copy->second : event);
            } else if ((words.verb == "APPEND" || words.verb == "COPY") && event->executed) {
                look_at_repetition(event);
            }
        }
    }

    /// What was to be copied and was not may not be deleted. `copy` is the last one of that set
    /// before, or the deletion, which was done, itself.
    void look_at_deletion(Event deletion, const std::string& set, Event copy) {
        if (!copy->executed) {
            find(
                Grade::data_loss,
                "deletes " + set + " although its copy was not made",
                deletion->at,
                deletion->connection
            );
        }
    }

    /// Whether the answer to a command was kept from its client: its connection said no more.
    [[nodiscard]] bool is_answer_lost(Event command) const {
        const auto next = std::next(command);
        if (next == events_.end() || next->what != What::fired ||
            next->connection != command->connection) {
            return false;
        }
        return std::none_of(next, events_.end(), [&](const RunEvent& event) {
            return event.what == What::command && event.connection == command->connection;
        });
    }

    void look_at_repetition(Event first) {
        if (!is_answer_lost(first)) {
            return;
        }
        for (auto event = std::next(first); event != events_.end(); ++event) {
            if (event->what != What::command) {
                continue;
            }
            const auto verb = words_of(event->text).verb;
            if (verb == "SEARCH" || verb == "FETCH" || verb == "STATUS") {
                return; // It has looked.
            }
            if (event->text == first->text && event->executed) {
                find(
                    Grade::data_loss,
                    "repeats " + verb + " without looking whether the first one was done: doubled",
                    event->at,
                    event->connection
                );
                return;
            }
        }
    }

    void look_at_credentials() {
        if (record_.bytes_on_unverifiable > 0) {
            find(
                Grade::unsafe,
                "sends " + std::to_string(record_.bytes_on_unverifiable) +
                    " bytes to a server whose certificate is not good",
                Milliseconds{0},
                0
            );
        }
    }

    void look_at_the_end() {
        if (!record_.client) {
            return;
        }
        const auto grade = grade_of(*record_.client);
        if (grade != Grade::pass) {
            const auto* gives_up = grade == Grade::tolerated ? "gives up: " : "";
            find(grade, gives_up + text_of(*record_.client), end_, 0);
        }
    }

    const RunRecord& record_;
    const std::vector<RunEvent>& events_;
    Milliseconds end_;
    std::vector<Finding> findings_;
};

} // namespace

std::string_view word_of(Grade grade) {
    constexpr std::array<std::string_view, 6> words{
        "pass", "tolerated", "hang", "crash", "data loss", "unsafe"
    };
    return words.at(static_cast<std::size_t>(grade));
}

std::vector<Finding> graded(const RunRecord& record, Milliseconds end) {
    return Grader{record, end}.grade();
}

Grade worst_of(const std::vector<Finding>& findings) {
    const auto worst = std::ranges::max_element(findings, {}, &Finding::grade);
    return worst == findings.end() ? Grade::pass : worst->grade;
}

} // namespace testserver
