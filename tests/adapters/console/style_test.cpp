#include "adapters/console/style.hpp"

#include <gtest/gtest.h>

#include <map>

namespace console {
namespace {

Variable variables(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const char* name) -> std::optional<std::string> {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional{found->second};
    };
}

bool automatic(bool is_terminal, std::map<std::string, std::string> values) {
    return use_color(ColorChoice::automatic, is_terminal, variables(std::move(values)));
}

TEST(Color, FollowsTheFlagBeforeAll) {
    EXPECT_TRUE(use_color(ColorChoice::always, false, variables({{"NO_COLOR", "1"}})));
    EXPECT_FALSE(use_color(ColorChoice::never, true, variables({{"CLICOLOR_FORCE", "1"}})));
}

TEST(Color, NeedsATerminalThatKnowsIt) {
    EXPECT_TRUE(automatic(true, {{"TERM", "xterm"}}));
    EXPECT_FALSE(automatic(true, {{"TERM", "dumb"}}));
    EXPECT_FALSE(automatic(true, {}));
    EXPECT_FALSE(automatic(false, {{"TERM", "xterm"}}));
}

TEST(Color, IsTurnedOffByNoColorUnlessThatIsEmpty) {
    EXPECT_FALSE(automatic(true, {{"TERM", "xterm"}, {"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}));
    EXPECT_TRUE(automatic(true, {{"TERM", "xterm"}, {"NO_COLOR", ""}}));
}

TEST(Color, IsForced) {
    EXPECT_TRUE(automatic(false, {{"CLICOLOR_FORCE", "1"}}));
    EXPECT_TRUE(automatic(false, {{"FORCE_COLOR", "1"}}));
    EXPECT_FALSE(automatic(false, {{"CLICOLOR_FORCE", "0"}}));
}

TEST(Style, ColoursOnlyWhereItMay) {
    EXPECT_EQ(Style{true}(Tone::good, "x"), "\x1b[32mx\x1b[0m");
    EXPECT_EQ(Style{false}(Tone::good, "x"), "x");
}

} // namespace
} // namespace console
