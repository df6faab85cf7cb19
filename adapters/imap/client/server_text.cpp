#include "adapters/imap/client/server_text.hpp"

#include "domain/mail/ascii.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace imap::client {

namespace {

using ports::Failure;
using ports::FailureKind;

/// Longer than any text that a server was seen to send, shorter than a screen.
constexpr std::size_t longest_quote = 300;

struct Meaning {
    std::string_view words; ///< Anywhere in "[CODE] text", without case.
    FailureKind kind;
    std::string_view hint;
};

constexpr std::string_view wait_for_slots = "Connections of other programs count, and those that "
                                            "were cut off keep their place for a while.";
constexpr std::string_view wait_for_budget =
    "Gmail counts bytes per day and lifts the lock by itself after 1 to 24 hours.";
constexpr std::string_view open_link = "Open the link in your web browser, then try again.";

// The order matters: the same challenge and code come with different words (GMAIL-IMAP 2).
constexpr std::array meanings{
    Meaning{"too many simultaneous connections", FailureKind::throttled, wait_for_slots},
    Meaning{"too many connections", FailureKind::throttled, wait_for_slots},
    Meaning{"bandwidth limits", FailureKind::over_quota, wait_for_budget},
    Meaning{"[overquota]", FailureKind::over_quota, wait_for_budget},
    Meaning{
        "application-specific password",
        FailureKind::login_refused,
        "Gmail takes no account password here: make an app password, or use OAuth."
    },
    Meaning{"web browser", FailureKind::login_refused, open_link},
    Meaning{"web login required", FailureKind::login_refused, open_link},
    Meaning{
        "not enabled for imap",
        FailureKind::login_refused,
        "Switch IMAP on in Gmail's settings (Forwarding and POP/IMAP)."
    },
    Meaning{
        "disabled for your domain",
        FailureKind::login_refused,
        "Only the administrator of the domain can switch it on."
    },
    Meaning{"lookup failed", FailureKind::login_refused, "Is the account's name right?"},
    Meaning{"[unavailable]", FailureKind::server_bye, "The server says that this is temporary."},
    Meaning{"[inuse]", FailureKind::throttled, wait_for_slots},
    Meaning{"[limit]", FailureKind::throttled, {}},
};

const Meaning* meaning(std::string_view code, std::string_view text) {
    const std::string said = domain::ascii_lowered(fmt::format("[{}] {}", code, text));
    const auto* const found = std::ranges::find_if(meanings, [&said](const Meaning& each) {
        return said.find(each.words) != std::string::npos;
    });
    return found == meanings.end() ? nullptr : found;
}

Failure failure(FailureKind kind, std::string sentence, std::string_view hint) {
    return {kind, std::move(sentence), std::string{hint}, {}};
}

std::size_t announced_length(unsigned char first) {
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// Bytes of the UTF-8 sequence at the start of `text`, 0 when there is none.
std::size_t sequence_length(std::string_view text) {
    const std::size_t length = announced_length(static_cast<unsigned char>(text[0]));
    if (length == 0 || length > text.size()) {
        return 0;
    }
    const bool continued = std::ranges::all_of(text.substr(1, length - 1), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    });
    return continued ? length : 0;
}

} // namespace

std::string printable(std::string_view text) {
    std::string safe;
    while (!text.empty() && safe.size() < longest_quote) {
        const std::size_t length = sequence_length(text);
        const bool control = length == 1 && (text[0] < ' ' || text[0] == '\x7F');
        // C1 controls (U+0080 to U+009F) steer terminals too.
        const bool control_1 =
            length == 2 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0U;
        safe += length == 0 || control || control_1 ? "?" : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text.empty() ? safe : safe + "…";
}

Failure login_refused(std::string_view code, std::string_view text) {
    const Meaning* const known = meaning(code, text);
    return failure(
        known == nullptr ? FailureKind::credential_refused : known->kind,
        fmt::format("The server does not let us in: \"{}\"", printable(text)),
        known == nullptr ? "Check the account and its password or token." : known->hint
    );
}

Failure server_said_bye(std::string_view code, std::string_view text) {
    const Meaning* const known = meaning(code, text);
    return failure(
        known == nullptr ? FailureKind::server_bye : known->kind,
        fmt::format("The server ended the session: \"{}\"", printable(text)),
        known == nullptr ? "" : known->hint
    );
}

Failure command_refused(std::string_view doing, std::string_view code, std::string_view text) {
    const Meaning* const known = meaning(code, text);
    const bool about_login = known != nullptr && known->kind == FailureKind::login_refused;
    return failure(
        known == nullptr || about_login ? FailureKind::refused : known->kind,
        fmt::format("The server refused to {}: \"{}\"", doing, printable(text)),
        known == nullptr ? "" : known->hint
    );
}

bool is_own_trouble(std::string_view text) {
    return domain::ascii_lowered(text).find("system error") != std::string::npos;
}

} // namespace imap::client
