#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testserver::oauth {

/// Names and values of a query or of an application/x-www-form-urlencoded body, decoded.
class Form {
public:
    static constexpr std::size_t most_fields = 100;

    /// A broken escape stays as it is; fields beyond the most are left out.
    static Form read(std::string_view text);

    /// Empty when the field is absent. A field that is said twice has its first value.
    [[nodiscard]] std::string_view operator[](std::string_view name) const;

    [[nodiscard]] const auto& fields() const { return fields_; }

    /// All fields, for hidden inputs and logs.
    using Field = std::pair<std::string, std::string>;

private:
    std::vector<Field> fields_;
};

/// For a query: everything but unreserved characters escaped (RFC 3986 2.3).
std::string url_encoded(std::string_view text);

/// For the text and the attributes of a page.
std::string html_escaped(std::string_view text);

} // namespace testserver::oauth
