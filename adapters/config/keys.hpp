#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace config {

enum class KeyId : unsigned char {
    config_file,
    account,
    address,
    aliases,
    host,
    port,
    ca_file,
    auth,
    oauth_client_file,
    oauth_authorization_url,
    oauth_token_url,
    oauth_revocation_url,
    password_file,
    password_command,
    keyring,
    credential,
    proxy,
    proxy_secret_file,
    folder,
    scope,
    state_dir,
    lock_timeout,
    mode,
    learn_from,
    learn_labels,
    min_examples,
    target_precision,
    body_bytes,
    read,
    bytes_per_day,
    actions_per_run,
    actions_per_minute,
    settle,
    watch_renewal,
    watch_reconcile,
    protect_from,
    protect_query,
    color,
};

enum class KeyType : unsigned char {
    text,
    path, ///< "~/" is the home; relative to the config file where that says it.
    boolean,
    integer,
    fraction,
    size,     ///< "400 MB", or a number of bytes.
    duration, ///< "10m", "2h", "3d", "45s".
    choice,   ///< One of `choices`.
    list,     ///< Texts; in a flag or variable separated by commas.
};

/// Everything there is to say about a key, once: the reader, the command line, the help, the man
/// page and the README's table are made from it.
struct Key {
    KeyId id{};
    std::string_view toml; ///< "learn.min_examples"; empty where a config file cannot say it.
    std::string_view flag; ///< Without the dashes; the variable's name follows from it.
    char letter = 0;       ///< Of the short flag; 0 for none.
    KeyType type = KeyType::text;
    std::string_view default_text; ///< As one would write it; empty for none.
    std::string_view choices;      ///< "off|suggest|apply".
    double least = 0;              ///< Of a number.
    double most = 0;
    std::string_view help; ///< One sentence without its full stop.
};

/// In the order of KeyId.
std::span<const Key> keys();
const Key& key(KeyId id);

/// "GMAIL_CLASSIFIER_MIN_EXAMPLES".
std::string variable(const Key& key);

/// What a value looks like, for help and messages: "SIZE", "off|suggest|apply".
std::string_view placeholder(const Key& key);

/// "a whole number from 1 to 65535".
std::string expectation(const Key& key);

} // namespace config
