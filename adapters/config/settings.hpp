#pragma once

#include "adapters/config/given.hpp"
#include "adapters/config/mistake.hpp"
#include "adapters/config/resolve.hpp"
#include "domain/mail/ids.hpp"
#include "domain/rules/query.hpp"
#include "domain/rules/rule_reader.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace config {

enum class Auth : unsigned char { password, oauth };
enum class Mode : unsigned char { off, suggest, apply };
enum class LearnFrom : unsigned char { labels, folders };
enum class Read : unsigned char { automatic, headers, undecided, all };

/// Where the password is kept; the password itself is never among the settings.
struct SecretPlace {
    enum class Kind : unsigned char { unsaid, keyring, command, file, systemd };

    Kind kind = Kind::unsaid;
    std::string text; ///< The command, path, or name of the credential.
};

/// The user's own OAuth client, and the server that signs in with it; every address is https.
struct Oauth {
    std::filesystem::path client_file;
    std::string authorization_url;
    std::string token_url;
    std::string revocation_url;
};

/// How servers are reached.
struct ProxyChoice {
    std::string address; ///< As written, never with a password in it; empty asks the environment.
    std::filesystem::path secret_file;
};

/// Everything that can be configured, in the types that the program works with. What is empty was
/// not said and has no default.
struct Settings {
    std::string account; ///< The section's name; without one the address.
    std::string address;
    std::vector<std::string> aliases;
    std::string host;
    std::uint16_t port = 0;
    std::filesystem::path ca_file;
    Auth auth = Auth::password;
    Oauth oauth;
    SecretPlace secret;
    ProxyChoice proxy;
    std::string folder;
    std::string scope_text;
    std::optional<domain::rules::Query> scope;
    std::filesystem::path state_dir;
    std::chrono::seconds lock_timeout{0};
    Mode mode = Mode::suggest;
    LearnFrom learn_from = LearnFrom::labels;
    std::vector<std::string> learn_labels;
    std::uint32_t min_examples = 0;
    double target_precision = 0;
    domain::Bytes body_bytes;
    Read read = Read::automatic;
    domain::Bytes bytes_per_day;
    std::uint64_t actions_per_run = 0;
    std::uint64_t actions_per_minute = 0;
    std::chrono::seconds settle{0};
    std::chrono::seconds watch_renewal{0};
    std::chrono::seconds watch_reconcile{0};
};

/// The resolved values as settings; the scope is parsed, and only one secret may be named at the
/// strongest level that names any.
Settings make_settings(
    const std::vector<Resolved>& resolved, const Given& given, std::vector<Mistake>& mistakes
);

/// `[protect]` with the place of each text.
domain::rules::ProtectText protect_text(const std::vector<Resolved>& values);

/// What a login needs and nobody said, as one failure that names the flags; nothing when all is
/// there.
std::optional<ports::Failure> missing_for_login(const Settings& settings);

} // namespace config
