#include "app/usecase/cached.hpp"

#include "domain/learning/feature_codec.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace usecase {

namespace {

// Rules read everything else from the members of Headers.
constexpr std::array<std::string_view, 2> kept_fields{"bcc", "delivered-to"};

bool is_kept(const domain::HeaderField& field) {
    return std::ranges::any_of(kept_fields, [&field](std::string_view name) {
        return domain::equal_ignoring_case(field.name, name);
    });
}

} // namespace

std::string encoded_features(const domain::Message& message, const domain::learning::Owner& owner) {
    return domain::learning::encode(domain::learning::extract_features(message, owner));
}

ports::CachedMessage cached(
    const std::string& folder, ports::StoredMessage stored, const domain::learning::Owner& owner
) {
    auto features = encoded_features(stored.message, owner);
    stored.message.text.reset();
    if (stored.message.headers) {
        std::erase_if(stored.message.headers->fields, [](const auto& field) {
            return !is_kept(field);
        });
    }
    return {folder, stored.uid, std::move(stored.message), std::move(features)};
}

} // namespace usecase
