#include "adapters/config/keys.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace config {

namespace {

using enum KeyType;

} // namespace

std::string variable(const Key& key) {
    std::string name = fmt::format("GMAIL_CLASSIFIER_{}", key.flag);
    std::ranges::transform(name, name.begin(), [](char c) {
        const bool lower = c >= 'a' && c <= 'z';
        return c == '-' ? '_' : lower ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return name;
}

std::string_view placeholder(const Key& key) {
    switch (key.type) {
    case text:
        return "TEXT";
    case path:
        return "PATH";
    case boolean:
        return "true|false";
    case integer:
    case fraction:
        return "N";
    case size:
        return "SIZE";
    case duration:
        return "DURATION";
    case choice:
        return key.choices;
    case list:
        return "A,B,…";
    }
    return {};
}

std::string expectation(const Key& key) {
    switch (key.type) {
    case text:
    case path:
        return "text";
    case boolean:
        return "true or false";
    case integer:
        return fmt::format("a whole number from {:.0f} to {:.0f}", key.least, key.most);
    case fraction:
        return fmt::format("a number from {} to {}", key.least, key.most);
    case size:
        return fmt::format("a size such as \"400 MB\", at most {:.0f} bytes", key.most);
    case duration:
        return "a duration such as \"10m\", \"2h\" or \"3d\"";
    case choice:
        return fmt::format("one of {}", key.choices);
    case list:
        return "a list of texts";
    }
    return {};
}

} // namespace config
