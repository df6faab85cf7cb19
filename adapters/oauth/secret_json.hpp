#pragma once

#include "ports/secret.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace oauth {

/// JSON among whose strings there are secrets. Its memory, and what the parser needed, is wiped
/// when it is given back. Nothing where the text is no JSON object.
std::optional<boost::json::object> parse_secret_json(std::string_view text);

/// An empty object of the same kind, to put secrets into.
boost::json::object make_secret_json();

/// Its text.
ports::Secret serialize_secret(const boost::json::object& object);

/// A member that is a string; it lives as long as the object.
std::optional<std::string_view>
text_member(const boost::json::object& object, std::string_view name);

} // namespace oauth
