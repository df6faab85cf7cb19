#include "adapters/config/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> mistakes(std::string_view text, const Given& given = {}) {
    std::vector<std::string> texts;
    for (const Mistake& mistake : load_text(given, "c.toml", text).mistakes) {
        texts.push_back(config::text(mistake));
    }
    return texts;
}

TEST(Mistakes, KnowWhatIsCalledLikeItsFlag) {
    EXPECT_THAT(
        mistakes("user = \"a@x\"\n"),
        ElementsAre("c.toml:1:1: error: there is no key user\n  hint: did you mean address?")
    );
    EXPECT_THAT(
        mistakes("max_bytes = 1000\n"),
        ElementsAre("c.toml:1:1: error: there is no key max_bytes\n"
                    "  hint: did you mean limits.bytes_per_day?")
    );
}

TEST(Mistakes, NameThePlaceAndTheNearestKey) {
    EXPECT_THAT(
        mistakes("[learn]\nmin_example = 3\n"),
        ElementsAre("c.toml:2:1: error: there is no key learn.min_example\n"
                    "  hint: did you mean learn.min_examples?")
    );
    EXPECT_THAT(
        mistakes("adress = \"a@x\"\n"),
        ElementsAre("c.toml:1:1: error: there is no key adress\n  hint: did you mean address?")
    );
}

TEST(Mistakes, AreAllReportedAtOnce) {
    Given given;
    given.flags["port"] = "0";
    given.variables["GMAIL_CLASSIFIER_MODE"] = "on";

    const auto found = mistakes("port = \"x\"\nfoo = 1\n[learn]\nmin_examples = 1.5\n", given);

    EXPECT_THAT(
        found,
        testing::UnorderedElementsAre(
            HasSubstr("c.toml:1:8: error: port must be a whole number from 1 to 65535, not text"),
            HasSubstr("c.toml:2:1: error: there is no key foo"),
            HasSubstr("c.toml:4:16: error: learn.min_examples must be a whole number from 1"),
            HasSubstr("--port: error: must be a whole number from 1 to 65535, not \"0\""),
            HasSubstr("GMAIL_CLASSIFIER_MODE: error: must be one of off|suggest|apply, not \"on\"")
        )
    );
}

TEST(Mistakes, SayThatTheTomlIsBroken) {
    EXPECT_THAT(mistakes("a = 1\nb = \n"), ElementsAre(HasSubstr("c.toml:2:")));
    EXPECT_THAT(mistakes("a = \"\xff\"\n"), SizeIs(1));
}

TEST(Mistakes, TellWhereAPasswordBelongs) {
    EXPECT_THAT(
        mistakes("password = \"hunter2\"\n"),
        ElementsAre(
            AllOf(HasSubstr("does not belong in this file"), testing::Not(HasSubstr("hunter2")))
        )
    );
}

TEST(Mistakes, RefuseTwoPlacesForOnePassword) {
    EXPECT_THAT(
        mistakes("secret = { keyring = true, file = \"f\" }\n"),
        ElementsAre(HasSubstr("the password is in c.toml:1:"))
    );
}

TEST(Mistakes, PointIntoASearch) {
    EXPECT_THAT(
        mistakes("scope = \"from:a nosuch:b\"\n"),
        ElementsAre(
            AllOf(HasSubstr("c.toml:1:17: error: "), HasSubstr("    from:a nosuch:b\n           ^"))
        )
    );
}

TEST(Mistakes, WarnOfVariablesThatDoNothing) {
    Given given;
    given.variables["GMAIL_CLASSIFIER_HOTS"] = "x";

    const auto all = load_text(given, "", std::nullopt).mistakes;

    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].severity, domain::rules::Severity::warning);
    EXPECT_FALSE(failure(all));
}

TEST(Mistakes, RefuseTablesWhereThereIsAValueAndTheReverse) {
    EXPECT_THAT(
        mistakes("host = { a = 1 }\n"), ElementsAre(HasSubstr("host must be text, not a table"))
    );
    EXPECT_THAT(
        mistakes("learn = 3\n"), ElementsAre(HasSubstr("learn must be a table, not a whole number"))
    );
    EXPECT_THAT(mistakes("account = 3\n"), ElementsAre(HasSubstr("written as [account.NAME]")));
    EXPECT_THAT(
        mistakes("[account]\nme = 3\n"), ElementsAre(HasSubstr("written as [account.NAME]"))
    );
    EXPECT_THAT(mistakes("version = 2\n"), ElementsAre(HasSubstr("version must be 1")));
    EXPECT_THAT(
        mistakes("[learn]\nlabels = [1, \"a\"]\n"),
        ElementsAre(HasSubstr("learn.labels must be a list of texts, not a whole number"))
    );
}

TEST(Mistakes, RefuseAFileThatIsTooLarge) {
    EXPECT_THAT(mistakes(std::string(2 * 1024 * 1024, '#')), ElementsAre(HasSubstr("megabyte")));
}

TEST(Mistakes, BecomeOneFailure) {
    const auto all = load_text({}, "c.toml", "a = 1\nb = 2\n").mistakes;

    EXPECT_EQ(failure(all)->kind, ports::FailureKind::config);
    EXPECT_THAT(failure(all)->sentence, HasSubstr("the configuration has 2 mistakes\nc.toml:1:1"));
}

} // namespace
} // namespace config
