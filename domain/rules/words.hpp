#pragma once

#include <string>
#include <string_view>

namespace domain::rules {

/// Text as Gmail's index sees it: a row of whole words, compatibility-composed and case-folded
/// (Unicode NFKC_Casefold). A word is a run of letters, digits, marks and "_"; scripts that are
/// written without spaces, and pictographs, give one word a character. The result has one space
/// before, between and after the words, "" when there are none: a phrase is found by searching for
/// its own spaced words. Broken UTF-8 separates words.
std::string spaced_words(std::string_view text);

/// NFKC_Casefold alone, for names that are compared as a whole.
std::string folded(std::string_view text);

/// A label as Gmail's search spells it: folded, with blanks and slashes as dashes.
std::string label_key(std::string_view name);

} // namespace domain::rules
