#pragma once

#include "testserver/control/controls.hpp"
#include "testserver/http/http_message.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace testserver::control {

/// The one member of a request's JSON object, which is called `key` and holds a text; `example` is
/// shown where the body is something else. Total: any bytes give an answer.
std::variant<std::string, Refused>
read_body(const HttpRequest& request, std::string_view key, std::string_view example);

} // namespace testserver::control
