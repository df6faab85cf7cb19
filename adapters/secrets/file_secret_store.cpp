#include "adapters/secrets/file_secret_store.hpp"

#include "adapters/secrets/descriptor.hpp"
#include "adapters/secrets/password.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace secrets {

namespace {

using ports::FailureKind;

constexpr mode_t others = 077;
constexpr mode_t owner_only = 0600;

ports::Unexpected
cannot(std::string_view what, const std::string& name, int error, std::string hint = {}) {
    return ports::fail(
        FailureKind::config,
        fmt::format("cannot {} the {}: {}", what, name, error_text(error)),
        std::move(hint)
    );
}

/// Asked of the open file, so that nothing can be exchanged between the question and the reading.
std::optional<ports::Failure>
objection(const Descriptor& file, const std::string& name, const std::string& path) {
    struct stat about{};

    if (::fstat(file.number(), &about) != 0) {
        return cannot("read", name, errno).value();
    }
    const auto refuse = [](std::string sentence, std::string hint) {
        return ports::Failure{FailureKind::config, std::move(sentence), std::move(hint), {}};
    };
    if (!S_ISREG(about.st_mode)) {
        return refuse(fmt::format("the {} is not a regular file", name), "");
    }
    if (about.st_uid != ::geteuid()) {
        return refuse(
            fmt::format("the {} belongs to somebody else", name), "keep it in a file of your own"
        );
    }
    if ((about.st_mode & others) != 0) {
        return refuse(
            fmt::format("others may read the {}", name), fmt::format("chmod 600 '{}'", path)
        );
    }
    return std::nullopt;
}

ports::Result<std::string> read_all(const Descriptor& file, const std::string& name) {
    std::string bytes(max_secret_bytes + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(file.number(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno != EINTR) {
            return cannot("read", name, errno);
        }
        if (got == 0) {
            bytes.resize(size);
            return bytes;
        }
        size += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return ports::fail(FailureKind::config, fmt::format("the {} is too large to be one", name));
}

bool write_all(const Descriptor& file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(file.number(), bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return ::fsync(file.number()) == 0;
}

} // namespace

std::string FileSecretStore::description() const {
    return fmt::format("file {}", path_.string());
}

ports::Result<ports::Secret> FileSecretStore::read() {
    // Without O_NONBLOCK a FIFO would hang here.
    const Descriptor file{::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!file.open()) {
        const int error = errno;
        return cannot("read", name(), error, error == ENOENT ? words_.where_from : "");
    }
    if (auto refused = objection(file, name(), path_.string())) {
        return ports::fail(*std::move(refused));
    }
    auto bytes = read_all(file, name());
    if (!bytes) {
        return ports::fail(bytes.error());
    }
    return cleaned(*std::move(bytes), description());
}

ports::Result<void> FileSecretStore::write(const ports::Secret& secret) {
    std::string temporary = path_.string() + ".XXXXXX";
    Descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)};
    if (!file.open()) {
        return cannot("write", name(), errno);
    }
    const bool written = ::fchmod(file.number(), owner_only) == 0 &&
                         write_all(file, secret.reveal()) &&
                         ::rename(temporary.c_str(), path_.c_str()) == 0;
    if (!written) {
        const int error = errno;
        ::unlink(temporary.c_str());
        return cannot("write", name(), error);
    }
    return {};
}

ports::Result<void> FileSecretStore::erase() {
    if (::unlink(path_.c_str()) != 0 && errno != ENOENT) {
        return cannot("remove", name(), errno);
    }
    return {};
}

} // namespace secrets
