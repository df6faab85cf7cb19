#pragma once

#include <array>
#include <string_view>

namespace testserver {

// The words of scenario files, in the order of the enums that they spell.

inline constexpr std::array<std::string_view, 11> phase_words{
    "accept",
    "client_hello",
    "handshake",
    "greeting",
    "auth",
    "authed",
    "selected",
    "idle",
    "literal",
    "go_ahead",
    "http"
};
inline constexpr std::array<std::string_view, 3> telling_words{"usual", "at_once", "nothing"};
inline constexpr std::array<std::string_view, 6> damage_words{
    "truncated", "short_length", "bad_chunk", "gzip_bomb", "not_gzip", "byte_order_mark"
};
inline constexpr std::array<std::string_view, 3> language_words{"english", "german", "french"};
inline constexpr std::array<std::string_view, 7> role_words{
    "all", "drafts", "flagged", "important", "junk", "sent", "trash"
};
inline constexpr std::array<std::string_view, 3> expunge_words{
    "archive", "trash", "delete_forever"
};
inline constexpr std::array<std::string_view, 3> rotation_words{"never", "lenient", "strict"};
inline constexpr std::array<std::string_view, 4> consent_words{
    "grant", "form", "deny", "wrong_state"
};
inline constexpr std::array<std::string_view, 7> closing_words{
    "notify", "fin", "truncate", "rst", "half", "vanish", "reboot"
};
inline constexpr std::array<std::string_view, 15> certificate_words{
    "good",
    "expired",
    "not_yet_valid",
    "wrong_host",
    "self_signed",
    "unknown_root",
    "missing_intermediate",
    "client_only",
    "revoked",
    "weak_key",
    "sha1",
    "no_san",
    "no_sni",
    "huge",
    "renewed"
};
inline constexpr std::array<std::string_view, 4> version_words{"1.0", "1.1", "1.2", "1.3"};
inline constexpr std::array<std::string_view, 3> token_words{"expire", "revoke", "rotate"};
inline constexpr std::array<std::string_view, 4> message_words{"oldest", "newest", "all", "uid"};

} // namespace testserver
