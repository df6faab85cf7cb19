#include "adapters/sqlite/account_file.hpp"

#include "adapters/sqlite/failures.hpp"
#include "domain/mail/ascii.hpp"
#include "domain/mail/fingerprint.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace sqlite {

using ports::Result;

namespace {

// File systems allow 255 bytes; SQLite and the lock append theirs.
constexpr std::size_t most_stem_bytes = 200;
constexpr std::size_t kept_stem_bytes = 160;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view{"@._-+"}.find(c) != std::string_view::npos;
}

/// A leading dot would hide the file.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : domain::ascii_lowered(text)) {
        if (is_plain(c) && !(safe.empty() && c == '.')) {
            safe += c;
        } else {
            safe += fmt::format("={:02x}", static_cast<unsigned char>(c));
        }
    }
    return safe;
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
    constexpr mode_t only_me = 0700;
    if (::mkdir(folder.c_str(), only_me) == 0 || errno == EEXIST) {
        return {};
    }
    return ports::fail(system_failure("Cannot make the folder", folder.string(), errno));
}

} // namespace

std::string file_stem(const Account& account) {
    auto stem = escaped(account.user) + ',' + escaped(account.host);
    if (stem.size() > most_stem_bytes) {
        const auto digest = domain::Fingerprint{}.add(stem).value();
        stem = stem.substr(0, kept_stem_bytes) + ',' + domain::hex(digest);
    }
    return stem;
}

Result<void> make_private_folders(const std::filesystem::path& folder) {
    std::filesystem::path made;
    for (const auto& part : folder) {
        made /= part;
        std::error_code ignored;
        if (std::filesystem::is_directory(made, ignored)) {
            continue;
        }
        if (auto done = make_private_folder(made); !done) {
            return done;
        }
    }
    return {};
}

Result<void> make_private_file(const std::filesystem::path& file) {
    ::unlink(file.c_str());
    constexpr mode_t only_me = 0600;
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, only_me);
    if (descriptor < 0) {
        return ports::fail(system_failure("Cannot make", file.string(), errno));
    }
    ::close(descriptor);
    return {};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return synced ? Result<void>{}
                  : ports::fail(system_failure("Cannot write", folder.string(), error));
}

} // namespace sqlite
