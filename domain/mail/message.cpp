#include "domain/mail/message.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>

namespace domain {

std::string_view Headers::value(std::string_view name) const {
    const auto found = std::ranges::find_if(fields, [name](const HeaderField& field) {
        return equal_ignoring_case(field.name, name);
    });
    return found == fields.end() ? std::string_view{} : std::string_view{found->value};
}

bool Structure::has_attachment() const {
    return std::ranges::any_of(parts, &Part::attachment);
}

const Part* Structure::text_part() const {
    for (const std::string_view wanted : {"text/plain", "text/html"}) {
        const auto found = std::ranges::find_if(parts, [wanted](const Part& part) {
            return part.media_type == wanted && !part.attachment;
        });
        if (found != parts.end()) {
            return &*found;
        }
    }
    return nullptr;
}

} // namespace domain
