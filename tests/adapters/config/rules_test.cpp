#include "adapters/config/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Loaded loaded(std::string_view text) {
    return load_text({}, "c.toml", text);
}

std::vector<std::string> mistakes(std::string_view text) {
    std::vector<std::string> texts;
    for (const Mistake& mistake : loaded(text).mistakes) {
        texts.push_back(config::text(mistake));
    }
    return texts;
}

TEST(Rules, AreReadWithAllThatTheyCanSay) {
    const auto rules =
        loaded("[[rule]]\nname = \"n\"\nwhen = \"from:a@x\"\nunless = \"is:starred\"\n"
               "stop = true\npriority = 5\n"
               "do = { label = \"A\", unlabel = [\"B\"], star = true, after = \"2h\" }\n")
            .rules.rules;

    ASSERT_EQ(rules.size(), 1U);
    EXPECT_EQ(rules[0].name, "n");
    EXPECT_TRUE(rules[0].unless.has_value());
    EXPECT_TRUE(rules[0].stop);
    EXPECT_EQ(rules[0].priority, 5);
    EXPECT_EQ(rules[0].after, std::chrono::hours{2});
    EXPECT_THAT(rules[0].edit.add, ElementsAre(domain::Label{"A"}, domain::starred));
    EXPECT_THAT(rules[0].edit.remove, ElementsAre(domain::Label{"B"}));
    EXPECT_EQ(rules[0].origin.line, 1U);
}

TEST(Rules, PointAtTheWordThatIsWrong) {
    EXPECT_THAT(
        mistakes("[[rule]]\nname = \"n\"\nwhen = \"from:a@x nosuch:b\"\ndo = { archive = true }\n"),
        ElementsAre(HasSubstr("c.toml:3:18: error: rule \"n\": "))
    );
}

TEST(Rules, RefuseKeysThatTheyDoNotHave) {
    EXPECT_THAT(
        mistakes("[[rule]]\nname = \"n\"\nwhen = \"from:a@x\"\nwhenn = \"x\"\n"
                 "do = { archive = true, delete = true }\n"),
        ElementsAre(
            AllOf(HasSubstr("there is no key delete"), HasSubstr("c.toml:5:24")),
            AllOf(HasSubstr("there is no key whenn"), HasSubstr("did you mean when?"))
        )
    );
}

TEST(Rules, RefuseValuesOfTheWrongKind) {
    for (const std::string_view line :
         {"when = 3",
          "stop = \"yes\"",
          "priority = 1.5",
          "do = \"archive\"",
          "do = { label = 3 }",
          "do = { label = [3] }",
          "do = { star = 1 }",
          "do = { after = 10 }"}) {
        EXPECT_THAT(
            mistakes("[[rule]]\n" + std::string{line} + "\n"),
            testing::Contains(HasSubstr("must be"))
        ) << line;
    }
    EXPECT_THAT(mistakes("rule = 3\n"), ElementsAre(HasSubstr("rule must be written as [[rule]]")));
    EXPECT_THAT(
        mistakes("rule = [3]\n"), ElementsAre(HasSubstr("rule must be written as [[rule]]"))
    );
}

TEST(Rules, NeverMarkMailAsRead) {
    EXPECT_TRUE(failure(
        loaded("[[rule]]\nname = \"n\"\nwhen = \"from:a@x\"\ndo = { mark_read = true }\n").mistakes
    ));
}

TEST(Rules, ComeWithWhatIsProtected) {
    const auto all = loaded("[protect]\nfrom = [\"*@bank.example\", \"nonsense at all\"]\n");

    EXPECT_THAT(all.rules.guards, testing::SizeIs(testing::Ge(1U)));
}

} // namespace
} // namespace config
