#include "testserver/mailbox/flags.hpp"

#include <array>

namespace testserver {

namespace {

constexpr std::array system_flags{
    answered_flag, deleted_flag, draft_flag, flagged_flag, recent_flag, seen_flag
};

} // namespace

bool is_system_flag(std::string_view canonical) {
    return std::ranges::find(system_flags, canonical) != system_flags.end();
}

bool is_client_flag(std::string_view flag) {
    const auto known = canonical_flag(flag);
    return !flag.starts_with('\\') || (is_system_flag(known) && known != recent_flag);
}

std::string canonical_flag(std::string_view name) {
    const auto* const known = std::ranges::find_if(system_flags, [&](std::string_view flag) {
        return domain::equal_ignoring_case(flag, name);
    });
    return std::string{known == system_flags.end() ? name : *known};
}

} // namespace testserver
