#pragma once

#include "domain/mail/message.hpp"

#include <string_view>
#include <vector>

namespace mime {

/// A leaf of the MIME tree with its body as transferred; the view points into the raw message.
struct Leaf {
    domain::Part part;
    std::string_view body;
};

/// Finds the leaves of a whole message in order, numbered as IMAP numbers sections (RFC
/// 3501 6.4.5). A message/rfc822 is listed itself, then its own leaves. One pass over the text, no
/// copies, at most max_depth levels and max_parts leaves.
std::vector<Leaf> leaves(std::string_view raw);

} // namespace mime
