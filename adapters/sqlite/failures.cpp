#include "adapters/sqlite/failures.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace sqlite {

using ports::Failure;
using ports::FailureKind;

namespace {

constexpr std::string_view make_room =
    "Free some space and run again: what was written before is safe.";
constexpr std::string_view check_access =
    "Check the permissions of the file and its folder, and that the disk is not mounted read-only.";

int primary(int extended_code) {
    return extended_code & 0xff;
}

} // namespace

bool means_damage(int extended_code) {
    // SQLITE_ERROR: what we ask is fixed, so an error in it is a schema that is not ours any more.
    constexpr std::array codes{SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR};
    return std::ranges::find(codes, primary(extended_code)) != codes.end() ||
           extended_code == SQLITE_IOERR_SHORT_READ;
}

Failure damaged(const std::string& file, const std::string& detail) {
    return {
        FailureKind::local_io,
        fmt::format("The state in {} is damaged ({})", file, detail),
        fmt::format(
            "Mail on the server is not touched by this. Restore the file from a backup, or rescue "
            "what can be read: sqlite3 '{}' .recover. To begin anew, move it away and sync; undo "
            "then knows nothing of earlier runs.",
            file
        ),
        {}
    };
}

Failure system_failure(const std::string& what, const std::string& file, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    const bool denied = error == EACCES || error == EPERM || error == EROFS;
    return {
        FailureKind::local_io,
        fmt::format("{} {}: {}", what, file, std::generic_category().message(error)),
        std::string{
            full     ? make_room
            : denied ? check_access
                     : std::string_view{}
        },
        {}
    };
}

Failure
failure_of(int extended_code, const std::string& file, const char* message, int system_error) {
    if (means_damage(extended_code)) {
        return damaged(file, message);
    }
    switch (primary(extended_code)) {
    case SQLITE_FULL:
        return system_failure("Cannot write", file, ENOSPC);
    case SQLITE_IOERR:
        return system_failure("Cannot use", file, system_error != 0 ? system_error : EIO);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return system_failure("Cannot write", file, EACCES);
    case SQLITE_CANTOPEN:
        return system_failure("Cannot open", file, system_error != 0 ? system_error : EACCES);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {
            FailureKind::locked,
            fmt::format("Another program is using {}", file),
            "Close whatever has the file open, and run again.",
            {}
        };
    default:
        return {
            FailureKind::internal, fmt::format("{}: {} ({})", file, message, extended_code), {}, {}
        };
    }
}

} // namespace sqlite
