#include "tests/differential/commands.hpp"
#include "tests/differential/normal.hpp"
#include "tests/differential/peer.hpp"
#include "tests/support/dovecot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace differential {
namespace {

std::string from_line(const std::string& text, std::string::const_iterator at) {
    const auto before = text.rfind('\n', static_cast<std::size_t>(at - text.begin()));
    return text.substr(before == std::string::npos ? 0 : before + 1);
}

/// Dovecot and the fake's rfc profile, both logged in, both with the same mail in INBOX.
class SideBySide : public testing::Test {
protected:
    void SetUp() override {
        if (!support::Dovecot::available()) {
            GTEST_SKIP() << support::Dovecot::how_to_install;
        }
        dovecot_ = std::make_unique<support::Dovecot>();
        account_ = std::make_shared<testserver::Account>(
            testserver::MailboxSettings{.profile = testserver::Profile::rfc}
        );
        world_.add_user({"alice", dovecot_->password(), account_});
        theirs_ = connect_to(dovecot_->plain_port());
        ours_ = connect_to(world_);
        for (auto* peer : {theirs_.get(), ours_.get()}) {
            peer->greet();
            peer->ask("in", "LOGIN alice " + dovecot_->password());
        }
        int day = 1;
        for (const auto& mail : mails()) {
            both(
                "APPEND INBOX \"" + std::string(day < 10 ? "0" : "") + std::to_string(day) +
                "-Jan-2026 12:00:00 +0000\" {" + std::to_string(mail.size()) + "+}\r\n" + mail
            );
            ++day;
        }
    }

    void both(const std::string& command) {
        const auto tag = "t" + std::to_string(++asked_);
        const auto theirs = theirs_->ask(tag, command);
        const auto ours = ours_->ask(tag, command);

        const bool store = command.find("STORE ") <= 4;
        const auto expected = normal(theirs, store);
        const auto actual = normal(ours, store);
        if (expected != actual) {
            ++differences_;
            const auto [left, right] = std::ranges::mismatch(expected, actual);
            ADD_FAILURE() << "after command " << asked_ << ", " << command << "\nDovecot:\n"
                          << from_line(expected, left) << "ours:\n"
                          << from_line(actual, right);
        }
        if (store) {
            both("UID FETCH 1:* FLAGS");
        }
    }

    std::unique_ptr<support::Dovecot> dovecot_;
    std::shared_ptr<testserver::Account> account_;
    testserver::World world_{testserver::Profile::rfc};
    std::unique_ptr<Peer> theirs_;
    std::unique_ptr<Peer> ours_;
    unsigned asked_ = 0;
    unsigned differences_ = 0;
};

TEST_F(SideBySide, AnswerTheHandWrittenCommandsAlike) {
    for (const auto& command : hand_written()) {
        both(command);
    }
}

TEST_F(SideBySide, AnswerTheRestOfTheWrittenCommandsAlike) {
    for (const auto& command : more_written()) {
        both(command);
    }
}

class SideBySideFrom : public SideBySide, public testing::WithParamInterface<std::uint64_t> {};

TEST_P(SideBySideFrom, TheSeedAnswerGeneratedCommandsAlike) {
    both("CREATE Done");
    both("CREATE New");
    for (const auto* folder : {"INBOX", "Done", "New"}) {
        // Dovecot makes a keyword also of one that is only searched for or taken off.
        both(std::string{"APPEND "} + folder + " (blue green red) {4+}\r\na: b");
    }
    both("SELECT INBOX");
    for (const auto& command : generated(GetParam(), 400)) {
        both(command);
        if (differences_ > 0) {
            FAIL() << "with seed " << GetParam(); // What follows would only repeat it.
        }
    }
}

/// DIFFERENTIAL_SEEDS says how many.
std::uint64_t seeds() {
    const char* said = std::getenv("DIFFERENTIAL_SEEDS");
    return said == nullptr ? 3 : std::strtoull(said, nullptr, 10);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SideBySideFrom, testing::Range<std::uint64_t>(1, seeds() + 1));

} // namespace
} // namespace differential
