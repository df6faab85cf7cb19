#include "testserver/scenario/mailbox_judge.hpp"

#include "domain/mail/ascii.hpp"
#include "testserver/scenario/message_choice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace testserver {
namespace {

using Messages = std::vector<StandingMessage>;

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::any_of(names, [&](const std::string& each) {
        return domain::equal_ignoring_case(each, name);
    });
}

bool is_labelled(const StandingMessage& message) {
    return std::ranges::any_of(message.labels, is_users_label);
}

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : " ") + name;
    }
    return '(' + text + ')';
}

class MailboxJudge {
public:
    MailboxJudge(const MailboxExpectation& expected, Messages messages)
        : expected_(expected), messages_(std::move(messages)) {}

    std::vector<std::string> judge() {
        keep_chosen(messages_, expected_.which, [](const StandingMessage& each) {
            return each.uid;
        });
        if (expected_.subject) {
            std::erase_if(messages_, [&](const StandingMessage& each) {
                return !expected_.subject->found_in(each.subject);
            });
        }
        check_count(expected_.messages, messages_.size(), "messages");
        const auto labelled = std::ranges::count_if(messages_, is_labelled);
        check_count(
            expected_.labelled, static_cast<std::uint64_t>(labelled), "messages with a label"
        );
        if (messages_.empty() && speaks_of_each()) {
            fail("there is no such message");
        }
        check_names(expected_.labels, &StandingMessage::labels, true, "the label ");
        check_names(expected_.no_labels, &StandingMessage::labels, false, "the label ");
        check_names(expected_.flags, &StandingMessage::flags, true, "the flag ");
        check_names(expected_.no_flags, &StandingMessage::flags, false, "the flag ");
        return std::move(problems_);
    }

private:
    void fail(const std::string& what) {
        problems_.push_back("mailbox " + expected_.folder + ": " + what);
    }

    /// Without any message these would hold of nothing, and a wrong choice would pass.
    [[nodiscard]] bool speaks_of_each() const {
        return !expected_.labels.empty() || !expected_.no_labels.empty() ||
               !expected_.flags.empty() || !expected_.no_flags.empty();
    }

    void check_count(const std::optional<Bounds>& bounds, std::uint64_t found, const char* what) {
        if (bounds && !bounds->hold(found)) {
            fail(std::to_string(found) + ' ' + what + ", expected " + text_of(*bounds));
        }
    }

    void check_names(
        const std::vector<std::string>& names,
        std::vector<std::string> StandingMessage::* of,
        bool wanted,
        const char* what
    ) {
        for (const auto& name : names) {
            const auto wrong = std::ranges::find_if(messages_, [&](const StandingMessage& each) {
                return has(each.*of, name) != wanted;
            });
            if (wrong != messages_.end()) {
                fail(
                    "UID " + std::to_string(wrong->uid) + (wanted ? " has not " : " has ") + what +
                    name + ", but " + list_of((*wrong).*of)
                );
            }
        }
    }

    const MailboxExpectation& expected_;
    Messages messages_;
    std::vector<std::string> problems_;
};

} // namespace

std::vector<std::string> mailbox_problems(const Expectation& expected, const WorldEffects& world) {
    std::vector<std::string> problems;
    for (const auto& mailbox : expected.mailboxes) {
        const auto messages = world.messages_in(mailbox.folder);
        if (!messages) {
            problems.push_back("mailbox " + mailbox.folder + ": there is none of that name");
            continue;
        }
        std::ranges::move(MailboxJudge{mailbox, *messages}.judge(), std::back_inserter(problems));
    }
    if (expected.each_labelled) {
        const auto all = world.all_messages();
        const auto bare = std::ranges::count_if(all, [](const StandingMessage& each) {
            return !is_labelled(each);
        });
        if (bare > 0) {
            const auto first = std::ranges::find_if_not(all, is_labelled);
            problems.push_back(
                std::to_string(bare) + " of " + std::to_string(all.size()) +
                " messages have no label, the first is \"" + first->subject + '"'
            );
        }
    }
    return problems;
}

} // namespace testserver
