#include "adapters/imap/client/partial_texts.hpp"

namespace imap::client {

namespace {

/// Four pages of a hundred texts are in flight, and few of them are long.
constexpr std::size_t most_octets = std::size_t{8} * 1024 * 1024;

std::string key_of(const std::string& message, const std::string& section) {
    return message + ' ' + section;
}

} // namespace

std::string_view PartialTexts::kept(const std::string& message, const std::string& section) const {
    const auto found = texts_.find(key_of(message, section));
    return found == texts_.end() ? std::string_view{} : std::string_view{found->second};
}

void PartialTexts::keep(
    const std::string& message, const std::string& section, std::string_view bytes
) {
    forget(message, section);
    if (octets_ + bytes.size() <= most_octets) {
        octets_ += bytes.size();
        texts_.emplace(key_of(message, section), bytes);
    }
}

void PartialTexts::forget(const std::string& message, const std::string& section) {
    const auto found = texts_.find(key_of(message, section));
    if (found != texts_.end()) {
        octets_ -= found->second.size();
        texts_.erase(found);
    }
}

} // namespace imap::client
