#include "testserver/mailbox/flags.hpp"

#include <array>

namespace testserver {

std::string canonical_flag(std::string_view name) {
    constexpr std::array system{
        answered_flag, deleted_flag, draft_flag, flagged_flag, recent_flag, seen_flag
    };
    const auto* const known = std::ranges::find_if(system, [&](std::string_view flag) {
        return domain::equal_ignoring_case(flag, name);
    });
    return std::string{known == system.end() ? name : *known};
}

} // namespace testserver
