#include "adapters/imap/client/watermarks.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <string_view>

namespace imap::client {

namespace {

std::string moved(std::string_view name, std::uint64_t before, std::uint64_t now) {
    return before == now ? fmt::format("{} {} as before", name, now)
                         : fmt::format("{} {} became {}", name, before, now);
}

std::string came(const ports::FolderState& before, const ports::FolderState& now) {
    if (now.uid_next < before.uid_next) {
        return "UIDNEXT went back, which no server may do: the folder is compared message by "
               "message";
    }
    switch (const auto count = now.uid_next.value - before.uid_next.value) {
    case 0:
        return now.highest_modseq.value > 0 && now.highest_modseq == before.highest_modseq
                   ? "nothing came, nothing changed"
                   : "nothing came";
    case 1:
        return "one message came";
    default:
        return fmt::format("{} messages came", count);
    }
}

} // namespace

std::string compared(const ports::FolderState& before, const ports::FolderState& now) {
    if (before.uid_validity != now.uid_validity) {
        return fmt::format(
            "the folder is numbered anew (UIDVALIDITY {} became {})",
            before.uid_validity,
            now.uid_validity
        );
    }
    auto text = fmt::format(
        "{} ({}, {}",
        came(before, now),
        moved("UIDNEXT", before.uid_next.value, now.uid_next.value),
        moved("EXISTS", before.exists, now.exists)
    );
    if (now.highest_modseq.value > 0) {
        text +=
            ", " + moved("HIGHESTMODSEQ", before.highest_modseq.value, now.highest_modseq.value);
    }
    return text + ')';
}

} // namespace imap::client
