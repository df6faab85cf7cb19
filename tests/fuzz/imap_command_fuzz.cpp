// The command reader on any bytes: it answers, and a search that it reads survives being written by
// the client's writer and read again.
#include "adapters/imap/wire/read_command.hpp"
#include "adapters/imap/wire/write_command.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace imap::wire;

void check_search(const command::Search& search) {
    const auto written = write_command(
        "A1", client::UidSearch{search.key, search.returned, true}, {.free_literal = 1U << 20U}
    );
    if (!written) {
        return;
    }
    std::string bytes;
    for (const CommandChunk& chunk : written->chunks) {
        bytes += chunk.bytes;
    }
    bytes.resize(bytes.size() - 2);
    const auto again = read_command(bytes);
    const auto* command = std::get_if<command::Command>(&again);
    const auto* read = command == nullptr ? nullptr : std::get_if<command::Search>(&command->body);
    if (read == nullptr) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto read = read_command(bytes, {.utf8 = size % 2 == 0, .depth = 40});
    if (const auto* command = std::get_if<command::Command>(&read)) {
        static_cast<void>(command::name_of(command->body));
        if (const auto* search = std::get_if<command::Search>(&command->body)) {
            check_search(*search);
        }
    }
    static_cast<void>(head_of(bytes));
    return 0;
}
