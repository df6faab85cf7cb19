// Whatever bytes lie in a damaged state: either they are refused, or they are facts that come back
// as they are when written and read again.
#include "adapters/sqlite/message_facts.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto facts = sqlite::decode_facts(bytes);
    if (!facts) {
        return 0;
    }
    domain::Message message;
    message.thread = facts->thread;
    message.headers = facts->headers;
    message.structure = facts->structure;
    if (sqlite::decode_facts(sqlite::encode_facts(message)) != facts) {
        std::abort();
    }
    return 0;
}
