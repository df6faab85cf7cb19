#include "adapters/console/style.hpp"

#include <fmt/format.h>

namespace console {

namespace {

bool is_set(const Variable& variable, const char* name) {
    const auto value = variable(name);
    return value && !value->empty();
}

bool is_on(const Variable& variable, const char* name) {
    return is_set(variable, name) && *variable(name) != "0";
}

/// ECMA-48 8.3.117, from the sixteen colours that every theme defines.
int rendition(Tone tone) {
    switch (tone) {
    case Tone::good:
        return 32;
    case Tone::bad:
        return 31;
    case Tone::careful:
        return 33;
    case Tone::strong:
        return 1;
    case Tone::faint:
        return 2;
    }
    return 0;
}

} // namespace

bool use_color(ColorChoice choice, bool is_terminal, const Variable& variable) {
    if (choice != ColorChoice::automatic) {
        return choice == ColorChoice::always;
    }
    if (is_set(variable, "NO_COLOR")) {
        return false;
    }
    if (is_on(variable, "CLICOLOR_FORCE") || is_on(variable, "FORCE_COLOR")) {
        return true;
    }
    return is_terminal && variable("TERM").value_or("dumb") != "dumb";
}

std::string Style::operator()(Tone tone, std::string_view text) const {
    return colored_ ? fmt::format("\x1b[{}m{}\x1b[0m", rendition(tone), text) : std::string{text};
}

} // namespace console
