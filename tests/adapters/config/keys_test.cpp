#include "adapters/config/keys.hpp"
#include "adapters/config/value.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace config {
namespace {

/// A key as a row of the README's table.
std::string row(const Key& key) {
    const auto code = [](const std::string& text) {
        return text.empty() ? std::string{"–"} : '`' + text + '`';
    };
    std::string choices{placeholder(key)};
    for (std::size_t at = choices.find('|'); at != std::string::npos;
         at = choices.find('|', at + 2)) {
        choices.insert(at, "\\");
    }
    return "| " + code(std::string{key.toml}) + " | " + code("--" + std::string{key.flag}) + " | " +
           choices + " | " + code(std::string{key.default_text}) + " | " + std::string{key.help} +
           " |";
}

TEST(Keys, HaveFlagsOfTheirOwn) {
    std::set<std::string_view> flags;
    std::set<char> letters;
    for (const Key& key : keys()) {
        EXPECT_TRUE(flags.insert(key.flag).second) << key.flag;
        EXPECT_TRUE(key.letter == 0 || letters.insert(key.letter).second) << key.flag;
    }
}

TEST(Keys, HaveDefaultsThatTheyAccept) {
    for (const Key& key : keys()) {
        if (!key.default_text.empty()) {
            EXPECT_EQ(parse_value(key, key.default_text).problem, "") << key.flag;
        }
    }
}

TEST(Keys, NameTheirVariableAfterTheirFlag) {
    EXPECT_EQ(variable(key(KeyId::min_examples)), "GMAIL_CLASSIFIER_MIN_EXAMPLES");
}

TEST(Keys, HaveHelpWithoutAFullStop) {
    for (const Key& key : keys()) {
        EXPECT_FALSE(key.help.empty() || key.help.ends_with('.')) << key.flag;
    }
}

TEST(Keys, StandInTheReadmeAsTheyAre) {
    std::ifstream in{CONFIG_README};
    const std::string readme{std::istreambuf_iterator<char>{in}, {}};

    for (const Key& key : keys()) {
        EXPECT_NE(readme.find(row(key)), std::string::npos) << "adapters/config/README.md lacks\n"
                                                            << row(key);
    }
}

} // namespace
} // namespace config
