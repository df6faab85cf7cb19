#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// A member of a JSON object; its value is JSON text already.
struct JsonMember {
    std::string name;
    std::string value;
};

/// A text as JSON (RFC 8259 7).
std::string json_string(std::string_view text);

/// A flat object with a line for each member, as Google's endpoints lay theirs out.
std::string json_object(const std::vector<JsonMember>& members);

} // namespace testserver
