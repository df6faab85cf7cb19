#include "tests/simulation/logged_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace simulation {
namespace {

/// What `testserver::escaped` made of bytes, as bytes.
void append_unescaped(std::string& bytes, std::string_view text) {
    static const std::map<char, char> letters{{'r', '\r'}, {'n', '\n'}, {'\\', '\\'}};
    while (!text.empty()) {
        std::size_t taken = 1;
        char byte = text.front();
        if (byte == '\\' && text[1] == 'x') {
            unsigned code = 0;
            std::from_chars(text.data() + 2, text.data() + 4, code, 16);
            byte = static_cast<char>(code);
            taken = 4;
        } else if (byte == '\\') {
            byte = letters.at(text[1]);
            taken = 2;
        }
        bytes += byte;
        text.remove_prefix(taken);
    }
}

} // namespace

std::string said_by_server(std::string_view log, std::uint64_t connection) {
    const auto mark = fmt::format("S {} ", connection);
    std::string bytes;
    while (!log.empty()) {
        auto line = log.substr(0, log.find('\n'));
        log.remove_prefix(std::min(line.size() + 1, log.size()));
        line.remove_prefix(std::min(line.find(' ') + 1, line.size())); // The time.
        if (line.starts_with(mark)) {
            append_unescaped(bytes, line.substr(mark.size()));
        }
    }
    return bytes;
}

} // namespace simulation
