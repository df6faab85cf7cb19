#include "adapters/imap/client/server_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace imap::client {
namespace {

using ports::FailureKind;
using testing::HasSubstr;

struct Words {
    std::string code;
    std::string text;
    FailureKind kind;
};

class LoginRefusals : public testing::TestWithParam<Words> {};

TEST_P(LoginRefusals, AreToldApartByTheirWords) {
    const auto failure = login_refused(GetParam().code, GetParam().text);

    EXPECT_EQ(failure.kind, GetParam().kind);
    EXPECT_THAT(failure.sentence, HasSubstr(GetParam().text));
    EXPECT_FALSE(failure.hint.empty());
}

// As Gmail was seen to write them: GMAIL-IMAP 2.
INSTANTIATE_TEST_SUITE_P(
    Gmail,
    LoginRefusals,
    testing::Values(
        Words{
            "AUTHENTICATIONFAILED", "Invalid credentials (Failure)", FailureKind::credential_refused
        },
        Words{"ALERT", "Invalid credentials (Failure)", FailureKind::credential_refused},
        Words{"ALERT", "Too many simultaneous connections. (Failure)", FailureKind::throttled},
        Words{
            "ALERT",
            "Account exceeded command or bandwidth limits. (Failure)",
            FailureKind::over_quota
        },
        Words{
            "ALERT",
            "Application-specific password required: https://support.google.com/accounts",
            FailureKind::login_refused
        },
        Words{
            "ALERT",
            "Please log in via your web browser: https://support.google.com/mail (Failure)",
            FailureKind::login_refused
        },
        Words{
            "ALERT",
            "Your account is not enabled for IMAP use. Please visit your Gmail settings",
            FailureKind::login_refused
        },
        Words{"", "Lookup failed tok", FailureKind::login_refused},
        Words{"UNAVAILABLE", "Temporary problem", FailureKind::server_bye}
    )
);

TEST(ServerText, TellsARoutineByeFromAnEmptyBudget) {
    EXPECT_EQ(
        server_said_bye("", "Session expired, please login again.").kind, FailureKind::server_bye
    );
    EXPECT_EQ(
        server_said_bye("OVERQUOTA", "Account exceeded command or bandwidth limits.").kind,
        FailureKind::over_quota
    );
}

TEST(ServerText, ARefusedCommandIsNeverARefusedLogin) {
    const auto failure =
        command_refused("open INBOX", "ALERT", "Please log in via your web browser");

    EXPECT_EQ(failure.kind, FailureKind::refused);
    EXPECT_THAT(failure.sentence, HasSubstr("open INBOX"));
}

TEST(ServerText, QuotesNothingThatSteersATerminal) {
    EXPECT_EQ(printable("a\x1b[31mb\r\nc\x7f"), "a?[31mb??c?");
    EXPECT_EQ(
        printable("\xc2\x9b"
                  "2J"),
        "?2J"
    );
    EXPECT_EQ(printable("caf\xc3\xa9"), "café");
    EXPECT_EQ(printable("\xff\xc3"), "??");
}

TEST(ServerText, CutsWhatIsEndless) {
    EXPECT_LT(printable(std::string(1'000'000, 'x')).size(), 400);
}

} // namespace
} // namespace imap::client
