#include "adapters/secrets/systemd_secret_store.hpp"

#include "adapters/secrets/password.hpp"

#include <fmt/format.h>

#include <fstream>
#include <string_view>
#include <system_error>

namespace secrets {

namespace {

namespace fs = std::filesystem;

ports::Unexpected failed(const std::string& sentence, std::string_view hint = {}) {
    return ports::fail(ports::FailureKind::config, sentence, std::string{hint});
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos;
}

} // namespace

std::string SystemdSecretStore::description() const {
    return fmt::format("systemd credential {}", name_);
}

bool SystemdSecretStore::exists() const {
    std::error_code error;
    return !directory_.empty() && is_plain_name(name_) &&
           fs::is_regular_file(directory_ / name_, error);
}

ports::Result<ports::Secret> SystemdSecretStore::read() {
    if (directory_.empty()) {
        return failed(
            "systemd gave this process no credentials ($CREDENTIALS_DIRECTORY is not set)",
            "run it as a service with LoadCredentialEncrypted="
        );
    }
    if (!exists()) {
        return failed(fmt::format("there is no systemd credential \"{}\"", name_));
    }
    std::ifstream in{directory_ / name_, std::ios::binary};
    std::string bytes(max_secret_bytes + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > max_secret_bytes) {
        return failed(fmt::format("the systemd credential \"{}\" is too large", name_));
    }
    return cleaned(std::move(bytes), description());
}

ports::Result<void> SystemdSecretStore::write(const ports::Secret& /*secret*/) {
    return failed("a systemd credential can only be read", "systemd-creds encrypt writes one");
}

ports::Result<void> SystemdSecretStore::erase() {
    return failed("a systemd credential can only be read");
}

} // namespace secrets
