#pragma once

#include <cstddef>
#include <string_view>

namespace domain::learning {

/// What can be said of a letter without reading it: how much is the writer's own, whether it
/// forwards or quotes, how it is punctuated. Kinds of mail differ in shape where words do not.
struct TextShape {
    std::size_t lines = 0;
    std::size_t own_words = 0;      ///< Before anything that another wrote.
    std::size_t forwards = 0;       ///< Lines that introduce a forwarded message.
    std::size_t quotes = 0;         ///< Quoted lines and lines that introduce a quotation.
    std::size_t inner_subjects = 0; ///< "Subject:" lines of forwarded messages.
    bool foreign = false; ///< Another's words are in it: forwarded, quoted, or under a header.
    std::size_t letters = 0;
    std::size_t capitals = 0;
    std::size_t digits = 0;
    std::size_t questions = 0;
    std::size_t exclamations = 0;
    std::size_t sums = 0; ///< Dollar signs.
};

TextShape shape_of(std::string_view text);

} // namespace domain::learning
