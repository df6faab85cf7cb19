#include "app/cli/person.hpp"

#include <string>

namespace cli {

bool Person::agrees(std::string_view question) {
    if (!listens()) {
        return false;
    }
    out_ << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(*in_, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

} // namespace cli
