#pragma once

#include "domain/mail/label.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sqlite {

/// A set of labels as the journal stores it: by name, so that it can be read without another table.
/// Any bytes can stand in a name.
std::string encode_labels(const domain::LabelSet& labels);
/// Nothing when the bytes are not what `encode_labels` writes.
std::optional<domain::LabelSet> decode_labels(std::string_view bytes);

} // namespace sqlite
