#pragma once

#include "tests/support/temporary_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace support {

/// Debian's Dovecot, started for one test: own configuration, own run directory, own mail, a forged
/// certificate for localhost, 127.0.0.1 only. Works as root and as a user, and touches nothing of
/// the system. It ends with this object, and with the test process should that die.
class Dovecot {
public:
    struct Settings {
        std::vector<std::string> users{"alice"};
        std::string password = "secret";
        /// The special-use mailboxes named and marked as on a Gmail account.
        bool gmail_folders = false;
    };

    /// False where the package is not installed: skip the test then, with `how_to_install`.
    static bool available();
    static constexpr const char* how_to_install =
        "Dovecot is not installed (Debian: apt-get install dovecot-imapd)";

    Dovecot() : Dovecot(Settings{}) {}

    explicit Dovecot(Settings settings);
    Dovecot(const Dovecot&) = delete;
    Dovecot& operator=(const Dovecot&) = delete;
    ~Dovecot();

    [[nodiscard]] std::uint16_t imaps_port() const { return imaps_port_; }

    /// Without TLS, for tests of the protocol alone.
    [[nodiscard]] std::uint16_t plain_port() const { return plain_port_; }

    [[nodiscard]] std::filesystem::path ca_file() const { return folder_.path() / "ca.pem"; }

    [[nodiscard]] const std::string& password() const { return settings_.password; }

    /// What it has logged, for a failing test's message.
    [[nodiscard]] std::string log() const;

private:
    void write_certificates() const;
    void write_users() const;
    void write_configuration() const;
    void start();
    void wait_until_it_answers() const;

    Settings settings_;
    TemporaryFolder folder_;
    std::uint16_t imaps_port_;
    std::uint16_t plain_port_;
    pid_t process_ = -1;
};

} // namespace support
