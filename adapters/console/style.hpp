#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace console {

enum class ColorChoice : unsigned char { automatic, always, never };

using Variable = std::function<std::optional<std::string>(const char* name)>;

/// Whether to colour one stream: the flag; else NO_COLOR (no-color.org: set and not empty); else
/// CLICOLOR_FORCE or FORCE_COLOR (not empty, not "0"); else a terminal that is not dumb.
bool use_color(ColorChoice choice, bool is_terminal, const Variable& variable);

enum class Tone : unsigned char { good, bad, careful, strong, faint };

/// Text in a tone, or as it is where colours are off.
class Style {
public:
    explicit Style(bool colored = false) : colored_(colored) {}

    [[nodiscard]] std::string operator()(Tone tone, std::string_view text) const;

private:
    bool colored_;
};

} // namespace console
