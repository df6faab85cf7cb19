#include "app/cli/person.hpp"

#include "app/usecase/world.hpp"

#include <fmt/format.h>

#include <iostream>
#include <unistd.h>
#include <utility>

namespace cli {

/// The process's own input may be a terminal, at which somebody thinks for as long as they like.
std::optional<std::string> Person::line(Echo echo, const std::stop_token& stop) {
    if (in_ == &std::cin) {
        return line_from(STDIN_FILENO, echo, stop);
    }
    std::string typed;
    std::getline(*in_, typed);
    return typed;
}

void Person::tell(std::string_view text) {
    make_room_();
    out_ << text << std::flush;
}

ports::Result<bool> Person::agrees(std::string_view question, const std::stop_token& stop) {
    if (!listens()) {
        return false;
    }
    tell(fmt::format("{} [y/N] ", question));
    const auto answer = line(Echo::shown, stop);
    if (!answer) {
        tell("\n"); // What is said next begins a line.
        return usecase::interrupted();
    }
    return *answer == "y" || *answer == "Y" || *answer == "yes";
}

std::optional<ports::Secret>
Person::secret(std::string_view question, const std::stop_token& stop) {
    if (!listens()) {
        return std::nullopt;
    }
    tell(fmt::format("{} ", question));
    auto typed = line(Echo::hidden, stop);
    if (!typed) {
        tell("\n");
        return std::nullopt;
    }
    return ports::Secret{*std::move(typed)};
}

} // namespace cli
