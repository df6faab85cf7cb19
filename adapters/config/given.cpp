#include "adapters/config/given.hpp"

#include <string_view>
#include <unistd.h>

namespace config {

std::map<std::string, std::string, std::less<>> own_variables() {
    std::map<std::string, std::string, std::less<>> found;
    for (char** one = environ; one != nullptr && *one != nullptr; ++one) {
        const std::string_view entry = *one;
        const std::size_t equals = entry.find('=');
        if (entry.starts_with("GMAIL_CLASSIFIER_") && equals != std::string_view::npos) {
            found.emplace(entry.substr(0, equals), entry.substr(equals + 1));
        }
    }
    return found;
}

} // namespace config
