#include "testserver/scenario/scenario_reader.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

/// The problems of a text, a line each.
std::string problems(std::string_view text) {
    std::string all;
    for (const auto& problem : read_scenario(text, "x.toml").problems) {
        all += problem.text() + '\n';
    }
    return all;
}

TEST(ScenarioReader, ReadsARuleWithItsLimits) {
    const auto scenario = read_scenario(
                              R"(
seed = 20260101
[[rule]]
name = "cut"
on = { conn = 2, cmd = "uid fetch", nth = [1, "3.."], literal_byte = 1024, p = 0.5 }
do = [{ delay = "1m30s" }, { close = ["fin", "rst"] }]
times = "any"
until = "2h"
required = false
)",
                              "x.toml"
    )
                              .scenario;

    EXPECT_EQ(scenario.seed, 20260101U);
    const auto& rule = scenario.rules.at(0);
    EXPECT_EQ(rule.on.command, "UID FETCH");
    EXPECT_TRUE(rule.on.nth.holds(1));
    EXPECT_FALSE(rule.on.nth.holds(2));
    EXPECT_TRUE(rule.on.nth.holds(4));
    EXPECT_EQ(std::get<std::uint64_t>(*rule.on.literal_byte), 1024U);
    EXPECT_EQ(std::get<action::Delay>(rule.actions.at(0)).time, Milliseconds{90'000});
    EXPECT_EQ(std::get<action::Close>(rule.actions.at(1)).how.size(), 2U);
    EXPECT_EQ(rule.until, Milliseconds{7'200'000});
    EXPECT_FALSE(rule.required);
}

TEST(ScenarioReader, NamesThePlaceAndTheNearestWord) {
    EXPECT_EQ(
        problems("[[rule]]\non = { cmmd = \"NOOP\" }\ndo = [{ close = \"fin\" }]\n"),
        "x.toml:2:8: unknown key \"cmmd\"; did you mean \"cmd\"?\n"
    );
    EXPECT_THAT(
        problems("[[rule]]\non = { cmd = \"NOOP\" }\ndo = [{ close = \"rts\" }]\n"),
        HasSubstr(
            "x.toml:3:17: \"rts\" is none of: notify fin truncate rst half vanish reboot; did "
            "you mean \"rst\"?"
        )
    );
}

TEST(ScenarioReader, TellsEveryMistakeAtOnce) {
    const auto said = problems(R"(
sed = 1
[[rule]]
name = "a"
on = { conn = 0, args = "(", p = 2 }
do = [{ delay = "soon" }, "close"]
[[rule]]
name = "a"
on = { cmd = "NOOP", after = "b" }
do = []
[[expect]]
logins = { most = 3 }
)");

    for (const char* part :
         {"unknown key \"sed\"; did you mean \"seed\"?",
          "a number from 1",
          "not a regular expression",
          "a number from 0 to 1",
          "a duration such as",
          "an action is a table",
          "two rules are called \"a\"",
          "there is no rule called \"b\"",
          "unknown key \"most\""}) {
        EXPECT_THAT(said, HasSubstr(part));
    }
}

TEST(ScenarioReader, SaysWhereARuleIsSpokenOfThatThereIsNot) {
    EXPECT_THAT(
        problems(
            "[[rule]]\nname = \"calm\"\non = { at = \"1h\" }\ndo = [{ disable = [\"rein\"] }]\n"
            "[[rule]]\nname = \"rain\"\non = { cmd = \"NOOP\", after = \"clam\" }\ndo = []\n"
            "[[rule]]\nname = \"rain\"\non = { cmd = \"NOOP\" }\ndo = []\n"
        ),
        AllOf(
            HasSubstr("x.toml:4:20: there is no rule called \"rein\"; did you mean \"rain\"?"),
            HasSubstr("x.toml:7:30: there is no rule called \"clam\"; did you mean \"calm\"?"),
            HasSubstr("x.toml:10:8: two rules are called \"rain\"")
        )
    );
}

TEST(ScenarioReader, WantsARuleToHaveWhenAndWhat) {
    EXPECT_THAT(problems("[[rule]]\nname = \"x\"\n"), HasSubstr("a rule needs on and do"));
}

TEST(ScenarioReader, SaysWhereTomlItselfIsBroken) {
    EXPECT_THAT(problems("seed = \n"), HasSubstr("x.toml:1:"));
}

// FAULTS C, the six examples, word for word but for the HTTP endpoint, which is not there.
constexpr const char* examples[] = {
    R"(
seed = 1
[[rule]]
name = "cut"
on = { conn = 2, cmd = "UID FETCH", nth = 3, literal_byte = 1024 }
do = [{ close = "rst" }]
[[expect]]
labels = "each message exactly once"
within = "90s"
)",
    R"(
[[rule]]
name = "lost-ack"
on = { cmd = "UID STORE", args = "X-GM-LABELS", nth = [1, 4] }
do = [{ apply_then = "nothing" }, { close = "fin" }]
times = 2
[[expect]]
next_after = "lost-ack"
sees = ["UID FETCH .* X-GM-LABELS"]
before = "UID STORE"
)",
    R"(
clock = "virtual"
profile = "gmail"
limits = { token_life = "1h", session = "24h", nat_idle = "12m" }
[[expect]]
run_for = "26h"
idle_gap_max = "10m"
logins = { min = 26, max = 30 }
never = ["AUTHENTICATIONFAILED"]
)",
    R"(
seed = 20260101
[[rule]]
name = "cut"
on = { phase = "authed", p = 0.02 }
do = [{ close = ["fin", "rst", "truncate"] }]
times = "any"
required = false
[[rule]]
name = "stall"
on = { cmd = "*", p = 0.01 }
do = [{ stall = "20m" }]
times = "any"
required = false
[[rule]]
name = "liar"
on = { cmd = "UID STORE", p = 0.005 }
do = [{ drop_effect = true }, { reply = "OK Success [THROTTLED]" }]
times = "any"
required = false
[[rule]]
name = "calm"
on = { at = "2h" }
do = [{ disable = ["cut", "stall", "liar"] }]
[[expect]]
converged_within = "10m"
after = "calm"
)",
    R"(
[[rule]]
name = "bad-cert"
on = { at = "30m" }
do = [{ tls = { certificate = "expired" } }, { close_all = "notify" }]
[[rule]]
name = "renewed"
on = { at = "5h" }
do = [{ tls = { certificate = "good" } }]
[[expect]]
between = ["bad-cert", "renewed"]
in_bytes_before_handshake_done = 0
attempts_per_hour = { max = 12 }
)",
    R"(
[[rule]]
name = "rebuild"
on = { cmd = "UID FETCH", out_byte = "sweep" }
do = [{ mailbox = { name = "INBOX", expunge = "oldest 2", uidvalidity = "+1" } }, { bye = "Session expired, please login again." }]
[[expect]]
commands = { never = ["UID STORE with a UID of the old UIDVALIDITY"] }
)"
};

TEST(ScenarioReader, ReadsTheExamplesOfTheDesign) {
    for (const char* text : examples) {
        EXPECT_THAT(problems(text), IsEmpty()) << text;
    }
}

TEST(ScenarioReader, SurvivesEveryPrefixOfAFile) {
    for (const char* text : examples) {
        for (std::size_t size = 0; size < std::string_view{text}.size(); ++size) {
            read_scenario({text, size}, "x.toml");
        }
    }
}

} // namespace
} // namespace testserver
