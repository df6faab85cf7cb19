#pragma once

#include <string>
#include <string_view>

namespace domain::learning {

/// The subject without "Re:", "Fwd:" and their translations, also as "Re[2]:".
std::string_view without_reply_marks(std::string_view subject);

/// One text for all messages of a conversation and all issues of a newsletter: reply marks off,
/// lower case, runs of digits as #, runs of spaces as one.
std::string normalised_subject(std::string_view subject);

} // namespace domain::learning
