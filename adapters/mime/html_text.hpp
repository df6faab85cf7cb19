#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mime {

/// What a person sees of an HTML mail, and where its links lead.
struct HtmlText {
    std::string words; ///< One line for each block, blanks squeezed.
    std::vector<std::string> links;
};

/// Reduces HTML (UTF-8, cut anywhere, as broken as mail sends it) to what is shown: no scripts,
/// styles, comments or hidden elements; entities decoded; alternative texts of pictures. One pass,
/// linear in time and memory.
HtmlText html_text(std::string_view html);

} // namespace mime
