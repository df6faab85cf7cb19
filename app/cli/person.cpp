#include "app/cli/person.hpp"

#include "app/cli/hidden_line.hpp"

#include <iostream>
#include <string>
#include <unistd.h>
#include <utility>

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

std::optional<ports::Secret>
Person::secret(std::string_view question, const std::stop_token& stop) {
    if (!listens()) {
        return std::nullopt;
    }
    out_ << question << ' ' << std::flush;
    std::string line;
    // Only the process's own input can be a terminal that shows what is typed.
    if (in_ == &std::cin) {
        auto typed = hidden_line(STDIN_FILENO, stop);
        if (!typed) {
            return std::nullopt;
        }
        line = *std::move(typed);
    } else {
        std::getline(*in_, line);
    }
    return ports::Secret{std::move(line)};
}

} // namespace cli
