#include "adapters/config/load.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    config::Given given;
    given.flags = {{"port", std::string{text}}, {"learn-labels", std::string{text}}};

    const config::Loaded loaded = config::load_text(given, "fuzz.toml", text);

    // Whatever the file says, every key has a type and a place, and numbers keep their range.
    const bool sound = loaded.values.size() == config::keys().size() && loaded.settings.port != 0 &&
                       loaded.settings.min_examples != 0;
    for (const config::Mistake& mistake : loaded.mistakes) {
        if (config::text(mistake).empty()) {
            std::abort();
        }
    }
    if (!sound) {
        std::abort();
    }
    return 0;
}
