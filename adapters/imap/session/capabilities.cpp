#include "adapters/imap/session/capabilities.hpp"

#include <algorithm>

namespace imap::session {

namespace {

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

void Capabilities::replace(const std::vector<std::string>& announced) {
    names_.clear();
    for (std::string name : announced) {
        std::ranges::transform(name, name.begin(), upper);
        names_.insert(std::move(name));
    }
    known_ = true;
}

void Capabilities::forget() {
    names_.clear();
    known_ = false;
}

} // namespace imap::session
