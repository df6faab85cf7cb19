#include "testserver/scenario/run_record.hpp"

#include <algorithm>
#include <array>

namespace testserver {
namespace {

constexpr std::size_t longest_shown = 2000;

} // namespace

std::string shown_command(std::string_view name, std::string_view text) {
    if (name == "LOGIN" || name == "AUTHENTICATE") {
        return std::string{name} + " ***";
    }
    const auto tag = text.find(' ');
    text.remove_prefix(tag == std::string_view::npos ? text.size() : tag + 1);
    while (text.ends_with('\n') || text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    return escaped(text.substr(0, longest_shown));
}

std::string text_of(const ClientEnd& end) {
    switch (end.how) {
    case ClientEnd::How::exited:
        return "exit code " + std::to_string(end.number);
    case ClientEnd::How::signalled:
        return "killed by signal " + std::to_string(end.number);
    case ClientEnd::How::timed_out:
        return "still running when its time was over";
    }
    return {};
}

std::string escaped(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size());
    for (const char c : bytes) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '\r') {
            text += "\\r";
        } else if (c == '\n') {
            text += "\\n";
        } else if (c == '\\') {
            text += "\\\\";
        } else if (code < ' ' || code > '~') {
            text += {'\\', 'x', digits[code >> 4U], digits[code & 15U]};
        } else {
            text += c;
        }
    }
    return text;
}

} // namespace testserver
