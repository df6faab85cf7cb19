#pragma once

#include <string>
#include <string_view>

namespace mime {

/// A tag of HTML, taken apart as far as its reader asks. The views point into the HTML.
struct Tag {
    std::string name; ///< Lower case, cut where no element's name is as long.
    std::string_view attributes;
    bool closing = false;

    /// The raw value, without quotes, of the first attribute of that name; empty when it has none.
    [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
};

/// The tag that begins with the "<" that the text begins with, and what stands behind it. A tag
/// that is cut off takes all the rest.
Tag take_tag(std::string_view& html);

/// True where "<" opens a tag and is not just a character.
bool opens_tag(std::string_view html);

} // namespace mime
