#include "adapters/mime/gmime_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

/// What a caller may rely on, whatever the bytes are.
void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const mime::GmimeReader reader;
    const std::string_view raw{reinterpret_cast<const char*>(data), size};

    const domain::Message message = reader.message(raw);
    require(message.headers.has_value() && message.structure.has_value());
    require(message.text.has_value() && !message.structure->parts.empty());

    // The same text as a server would send it: a part's description and its first bytes.
    for (const auto& part : message.structure->parts) {
        require(reader.text(part, raw.substr(size / 2), false).words.size() <= 4 * size + 4);
    }
    return 0;
}
