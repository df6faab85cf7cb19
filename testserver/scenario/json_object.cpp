#include "testserver/scenario/json_object.hpp"

namespace testserver {

std::string json_string(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string written = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            written += {'\\', c};
        } else if (code < ' ') {
            written += "\\u00";
            written += {digits[code >> 4U], digits[code & 0xFU]};
        } else {
            written += c;
        }
    }
    return written + '"';
}

std::string json_object(const std::vector<JsonMember>& members) {
    std::string text = "{";
    for (const auto& member : members) {
        text += text.size() > 1 ? ",\n  " : "\n  ";
        text += json_string(member.name) + ": " + member.value;
    }
    return text + "\n}\n";
}

} // namespace testserver
