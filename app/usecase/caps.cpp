#include "app/usecase/caps.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usecase {

using ports::FailureKind;

ports::Result<std::uint64_t> allowed_changes(const RunSize& size) {
    if (size.confirmed) {
        if (*size.confirmed != size.planned) {
            return ports::fail(
                FailureKind::usage,
                fmt::format("The plan changes {} messages, not {}", size.planned, *size.confirmed),
                fmt::format("If that is what you want: --confirm={}", size.planned)
            );
        }
        return size.pending;
    }
    if (size.max_actions) {
        return *size.max_actions;
    }
    if (size.first_ever) {
        // What a killed first run had done counts against its cap.
        const auto before = size.planned - size.pending;
        return first_apply_messages - std::min(first_apply_messages, before);
    }
    if (size.pending > size.default_actions) {
        return ports::fail(
            FailureKind::usage,
            fmt::format(
                "The plan changes {} messages, and one run changes at most {}; nothing was changed",
                size.pending,
                size.default_actions
            ),
            fmt::format(
                "To apply it all: --confirm={}. To apply a part: --max-actions={}",
                size.planned,
                size.default_actions
            )
        );
    }
    return size.default_actions;
}

} // namespace usecase
