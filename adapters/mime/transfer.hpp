#pragma once

#include <string>
#include <string_view>

namespace mime {

/// Undoes a Content-Transfer-Encoding. The bytes may be cut anywhere: what can be decoded comes,
/// and an encoding that is not known is taken for none.
std::string transfer_decoded(std::string_view bytes, std::string_view encoding);

} // namespace mime
