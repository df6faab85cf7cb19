#include "domain/learning/feature_codec.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// Stored features: what reads must survive a round trip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto read = domain::learning::decode_features(bytes);
    if (read && domain::learning::decode_features(encode(*read)) != read) {
        std::abort();
    }
    return 0;
}
