#include "app/usecase/message_ids.hpp"

#include "domain/mail/ascii.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usecase {

using ports::CachedMessage;
using ports::Result;

namespace {

std::optional<std::uint64_t> number(std::string_view text, int base) {
    std::uint64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value, base);
    return error == std::errc{} && stopped == end ? std::optional{value} : std::nullopt;
}

std::vector<domain::MessageId> candidates(std::string_view name) {
    std::vector<domain::MessageId> ids{{std::string{name}}};
    for (const int base : {10, 16}) {
        if (const auto value = number(name, base)) {
            ids.push_back({fmt::format("gm:{}", *value)});
        }
    }
    return ids;
}

std::string_view without_angle_brackets(std::string_view name) {
    const bool has_them = name.starts_with('<') && name.ends_with('>');
    return has_them ? name.substr(1, name.size() - 2) : name;
}

/// By a walk through the cache: rare, and as fast as reading its headers once.
Result<std::optional<CachedMessage>>
find_by_header(ports::MessageCache& cache, std::string_view message_id) {
    std::optional<CachedMessage> found;
    auto walked = cache.for_each(ports::Order::newest_first, [&](const CachedMessage& cached) {
        const auto& headers = cached.message.headers;
        if (!found && headers && domain::equal_ignoring_case(headers->message_id, message_id)) {
            found = cached;
        }
        return Result<void>{};
    });
    if (!walked) {
        return ports::fail(std::move(walked).error());
    }
    return found;
}

} // namespace

Result<CachedMessage> find_message(ports::MessageCache& cache, std::string_view name) {
    for (const auto& id : candidates(name)) {
        auto found = cache.find(id);
        if (!found) {
            return ports::fail(std::move(found).error());
        }
        if (*found) {
            return **std::move(found);
        }
    }
    if (name.find('@') != std::string_view::npos) {
        auto found = find_by_header(cache, without_angle_brackets(name));
        if (!found) {
            return ports::fail(std::move(found).error());
        }
        if (*found) {
            return **std::move(found);
        }
    }
    return ports::fail(
        ports::FailureKind::not_found,
        fmt::format("No message in the cache is called {}", name),
        "Give an id as `show --entries` prints it, Gmail's own id, or a Message-ID; new mail is "
        "known after: gmail-classifier sync"
    );
}

} // namespace usecase
