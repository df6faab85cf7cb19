#include "adapters/config/load.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace cli {
namespace {

TEST(Examples, AreReadWithoutAMistake) {
    unsigned files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{EXAMPLES_DIR}) {
        if (entry.path().extension() != ".toml") {
            continue;
        }
        config::Given given;
        given.flags["config"] = entry.path().string();
        given.state_folder = "/nowhere";
        const auto loaded = config::load(given);
        for (const auto& mistake : loaded.mistakes) {
            ADD_FAILURE() << config::text(mistake);
        }
        EXPECT_FALSE(loaded.rules.rules.empty()) << entry.path();
        ++files;
    }
    EXPECT_GT(files, 0U);
}

} // namespace
} // namespace cli
