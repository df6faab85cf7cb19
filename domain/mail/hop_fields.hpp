#pragma once

#include <array>
#include <string_view>

namespace domain {

/// Header fields that each hop of a delivery adds anew: signatures and identifiers of this one
/// copy. No rule can ask for them and nothing can be learned from them, yet they are the larger
/// half of the header of a mail at Gmail, and the half that does not compress: 2 to 4 KB. So nobody
/// reads them, and mail stores leave them where they are. Lower case, sorted.
inline constexpr std::array<std::string_view, 7> hop_fields{
    "arc-authentication-results",
    "arc-message-signature",
    "arc-seal",
    "x-gm-message-state",
    "x-google-dkim-signature",
    "x-google-smtp-source",
    "x-received",
};

} // namespace domain
