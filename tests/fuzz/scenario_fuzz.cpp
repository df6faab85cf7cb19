#include "testserver/scenario/scenario_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};

    const auto read = testserver::read_scenario(text, "fuzz.toml");

    // Every mistake has a sentence, and a place within the file.
    for (const auto& problem : read.problems) {
        if (problem.message.empty() || problem.line > size + 1) {
            std::abort();
        }
    }
    return 0;
}
