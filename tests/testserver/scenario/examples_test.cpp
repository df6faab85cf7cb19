#include "tests/testserver/scenario/stage.hpp"
#include "testserver/scenario/named_scenario.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace testserver {
namespace {

TEST(Examples, AreReadWithoutAMistake) {
    std::size_t read = 0;
    for (const auto& file : std::filesystem::directory_iterator{SCENARIO_EXAMPLES}) {
        if (file.path().extension() == ".toml") {
            const auto scenario = named_scenario(file.path().string(), Sweeping::allowed);
            EXPECT_EQ(text_of(scenario.problems), "") << file.path();
            EXPECT_FALSE(scenario.scenario.expectations.empty()) << file.path();
            ++read;
        }
    }
    EXPECT_EQ(read, 6U);
}

} // namespace
} // namespace testserver
