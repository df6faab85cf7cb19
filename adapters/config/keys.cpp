#include "adapters/config/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace config {

namespace {

using enum KeyType;

constexpr double gigabyte = 1e9;
constexpr double year = 366.0 * 24 * 3600;

constexpr std::array table{
    Key{KeyId::config_file,
        "",
        "config",
        'c',
        path,
        "",
        "",
        0,
        0,
        "The config file; $XDG_CONFIG_HOME/gmail-classifier/config.toml when not said"},
    Key{KeyId::account,
        "",
        "account",
        'a',
        text,
        "",
        "",
        0,
        0,
        "Which [account.NAME] of the config file to use"},
    Key{KeyId::address,
        "address",
        "user",
        'u',
        text,
        "",
        "",
        0,
        0,
        "The address, or user name, to log in with"},
    Key{KeyId::aliases,
        "aliases",
        "aliases",
        0,
        list,
        "",
        "",
        0,
        0,
        "Your other addresses, for `me` in rules"},
    Key{KeyId::host, "host", "host", 0, text, "imap.gmail.com", "", 0, 0, "The IMAP server"},
    Key{KeyId::port, "port", "port", 0, integer, "993", "", 1, 65535, "Its port, for TLS"},
    Key{KeyId::ca_file,
        "ca_file",
        "ca-file",
        0,
        path,
        "",
        "",
        0,
        0,
        "Certificate authorities (PEM) to trust instead of the system's"},
    Key{KeyId::auth,
        "auth",
        "auth",
        0,
        choice,
        "password",
        "password|oauth",
        0,
        0,
        "How to log in: with an app password, or by your own OAuth client"},
    Key{KeyId::password_file,
        "secret.file",
        "password-file",
        0,
        path,
        "",
        "",
        0,
        0,
        "Read the password from this file, which only you may read (mode 0600)"},
    Key{KeyId::password_command,
        "secret.command",
        "password-command",
        0,
        text,
        "",
        "",
        0,
        0,
        "Read the password from the first line that this command prints"},
    Key{KeyId::keyring,
        "secret.keyring",
        "keyring",
        0,
        boolean,
        "",
        "",
        0,
        0,
        "Read the password from the desktop's keyring"},
    Key{KeyId::credential,
        "secret.systemd",
        "password-credential",
        0,
        text,
        "",
        "",
        0,
        0,
        "Read the password from this systemd credential"},
    Key{KeyId::folder,
        "folder",
        "folder",
        0,
        text,
        "",
        "",
        0,
        0,
        "The folder to work in; when not said the one with all mail, else the inbox"},
    Key{KeyId::scope,
        "scope",
        "scope",
        0,
        text,
        "",
        "",
        0,
        0,
        "Work only on mail that this Gmail search finds"},
    Key{KeyId::state_dir,
        "state_dir",
        "state-dir",
        0,
        path,
        "",
        "",
        0,
        0,
        "Where state is kept; $XDG_STATE_HOME/gmail-classifier when not said"},
    Key{KeyId::lock_timeout,
        "",
        "lock-timeout",
        0,
        duration,
        "0s",
        "",
        0,
        year,
        "How long to wait for another run of the same account"},
    Key{KeyId::mode,
        "mode",
        "mode",
        0,
        choice,
        "suggest",
        "off|suggest|apply",
        0,
        0,
        "What the program may do on its own"},
    Key{KeyId::learn_from,
        "learn.from",
        "learn-from",
        0,
        choice,
        "labels",
        "labels|folders",
        0,
        0,
        "Whether a message's labels or its folder is what you sorted it by"},
    Key{KeyId::learn_labels,
        "learn.labels",
        "learn-labels",
        0,
        list,
        "",
        "",
        0,
        0,
        "The labels to learn (`Lists/*` its children, `Work/**` all below); all when not said"},
    Key{KeyId::min_examples,
        "learn.min_examples",
        "min-examples",
        0,
        integer,
        "30",
        "",
        1,
        1e6,
        "How many messages a label needs before it is predicted"},
    Key{KeyId::target_precision,
        "learn.target_precision",
        "target-precision",
        0,
        fraction,
        "0.97",
        "",
        0.5,
        0.9999,
        "A label acts on its own only while the lower bound of its precision clears this"},
    Key{KeyId::body_bytes,
        "learn.body_bytes",
        "body-bytes",
        0,
        size,
        "4096",
        "",
        0,
        256.0 * 1024,
        "How much of each text is fetched to learn from; 0 for headers only"},
    Key{KeyId::bytes_per_day,
        "limits.bytes_per_day",
        "max-bytes",
        0,
        size,
        "2 GB",
        "",
        1,
        1e6 * gigabyte,
        "How much is downloaded in 24 hours; Gmail locks an account at 2.5 GB"},
    Key{KeyId::actions_per_run,
        "limits.actions_per_run",
        "max-actions",
        0,
        integer,
        "500",
        "",
        1,
        1e9,
        "How many messages one run may change"},
    Key{KeyId::settle,
        "limits.settle",
        "settle",
        0,
        duration,
        "0s",
        "",
        0,
        year,
        "Mail younger than this is left alone, because Gmail may still sort it"},
    Key{KeyId::protect_from,
        "protect.from",
        "protect-from",
        0,
        list,
        "",
        "",
        0,
        0,
        "Senders whose mail is never archived: addresses, `*@host`, `contacts`, "
        "`people-i-replied-to`"},
    Key{KeyId::protect_query,
        "protect.query",
        "protect-query",
        0,
        text,
        "",
        "",
        0,
        0,
        "Mail that this search finds is never archived"},
    Key{KeyId::color,
        "",
        "color",
        0,
        choice,
        "auto",
        "auto|always|never",
        0,
        0,
        "Whether the output is coloured"},
};

constexpr bool follows_the_enum() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].id) != i) {
            return false;
        }
    }
    return true;
}

static_assert(follows_the_enum());

} // namespace

std::span<const Key> keys() {
    return table;
}

const Key& key(KeyId id) {
    return table[static_cast<std::size_t>(id)];
}

std::string variable(const Key& key) {
    std::string name = fmt::format("GMAIL_CLASSIFIER_{}", key.flag);
    std::ranges::transform(name, name.begin(), [](char c) {
        const bool lower = c >= 'a' && c <= 'z';
        return c == '-' ? '_' : lower ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return name;
}

std::string_view placeholder(const Key& key) {
    switch (key.type) {
    case text:
        return "TEXT";
    case path:
        return "PATH";
    case boolean:
        return "true|false";
    case integer:
    case fraction:
        return "N";
    case size:
        return "SIZE";
    case duration:
        return "DURATION";
    case choice:
        return key.choices;
    case list:
        return "A,B,…";
    }
    return {};
}

std::string expectation(const Key& key) {
    switch (key.type) {
    case text:
    case path:
        return "text";
    case boolean:
        return "true or false";
    case integer:
        return fmt::format("a whole number from {:.0f} to {:.0f}", key.least, key.most);
    case fraction:
        return fmt::format("a number from {} to {}", key.least, key.most);
    case size:
        return fmt::format("a size such as \"400 MB\", at most {:.0f} bytes", key.most);
    case duration:
        return "a duration such as \"10m\", \"2h\" or \"3d\"";
    case choice:
        return fmt::format("one of {}", key.choices);
    case list:
        return "a list of texts";
    }
    return {};
}

} // namespace config
