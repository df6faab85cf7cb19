#include "adapters/config/load.hpp"
#include "adapters/config/rule_text.hpp"
#include "tests/domain/generator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace config {
namespace {

using domain::rules::Rule;
using domain::testing_support::for_each_seed;
using domain::testing_support::Generator;
using domain::testing_support::query;

Rule receipts(std::string_view when) {
    Rule rule;
    rule.name = "receipts";
    rule.when = query(when);
    rule.edit.add = {{"Receipts"}};
    return rule;
}

std::vector<Rule> read_back(const std::string& text) {
    const auto loaded = load_text({}, "c.toml", text);
    for (const auto& mistake : loaded.mistakes) {
        if (mistake.severity == domain::rules::Severity::error) {
            ADD_FAILURE() << config::text(mistake);
        }
    }
    return loaded.rules.rules;
}

TEST(RuleText, IsWhatAUserWouldWrite) {
    auto rule = receipts("from:(shop.example OR pay.example)");
    rule.edit.remove = {domain::inbox};
    rule.after = std::chrono::minutes{90};

    EXPECT_EQ(
        rule_text(rule),
        "[[rule]]\n"
        "name = \"receipts\"\n"
        "when = \"from:(shop.example OR pay.example)\"\n"
        "do = { label = [\"Receipts\"], archive = true, after = \"90m\" }\n"
    );
}

TEST(RuleText, BreaksALongQueryIntoLinesThatAreReadAsOne) {
    std::string long_query = "from:(a@shop.example";
    for (int i = 0; i < 20; ++i) {
        long_query += " OR desk" + std::to_string(i) + "@shop.example";
    }
    const auto rule = receipts(long_query + ") subject:\"your receipt\"");

    const auto text = rule_text(rule);

    std::size_t longest = 0;
    for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1) {
        longest = std::max(longest, text.find('\n', start) - start);
    }
    EXPECT_LE(longest, 80U) << text;
    const auto read = read_back(text);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].when, rule.when);
}

TEST(RuleText, ShowsNoCharacterThatATerminalWouldObey) {
    auto rule = receipts("from:a@shop.example");
    rule.edit.add = {{"a\u202Eb\u0085c"}};

    const auto text = rule_text(rule);

    EXPECT_THAT(text, testing::HasSubstr(R"("a\u202Eb\u0085c")"));
    EXPECT_EQ(read_back(text).at(0).edit.add, rule.edit.add);
}

TEST(RuleText, IsReadAsTheSameRule) {
    for_each_seed(300, [](Generator& random) {
        auto rule = random.rule("rule \"1\"");
        rule.priority = random.chance(30) ? 3 : 0;
        const auto text = rule_text(rule);

        const auto read = read_back(text);

        ASSERT_EQ(read.size(), 1U) << text;
        EXPECT_EQ(domain::rules::fingerprint({read, {}}), domain::rules::fingerprint({{rule}, {}}))
            << text;
    });
}

} // namespace
} // namespace config
