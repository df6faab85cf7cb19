#pragma once

#include <cstdint>
#include <string>

/// Data items as the store asks for them, and lines as servers answer.
namespace client_test {

inline constexpr auto identity = "(UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ X-GM-MSGID X-GM-THRID "
                                 "X-GM-LABELS)\r\n";
inline constexpr auto plain_identity = "(UID FLAGS INTERNALDATE RFC822.SIZE)\r\n";

inline std::string gmail_line(std::uint32_t uid, const std::string& labels) {
    const std::string number = std::to_string(uid);
    return "* " + number + " FETCH (X-GM-THRID 5 X-GM-MSGID 10" + number + " X-GM-LABELS (" +
           labels + ") UID " + number +
           " RFC822.SIZE 100 MODSEQ (7) INTERNALDATE \"05-Jan-2026 12:00:00 +0000\" "
           "FLAGS (\\Seen))\r\n";
}

inline constexpr auto with_headers = "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE "
                                     "BODY.PEEK[HEADER.FIELDS.NOT (arc-authentication-results "
                                     "arc-message-signature arc-seal x-gm-message-state "
                                     "x-google-dkim-signature x-google-smtp-source x-received)]"
                                     "<0.131072>)\r\n";
inline constexpr auto with_structure = "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE)\r\n";

inline std::string plain_line(std::uint32_t uid, const std::string& more) {
    const std::string number = std::to_string(uid);
    return "* " + number + " FETCH (UID " + number +
           " FLAGS () RFC822.SIZE 100 INTERNALDATE \"05-Jan-2026 12:00:00 +0000\" " + more +
           ")\r\n";
}

inline constexpr auto one_part = R"(BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 100 1))";
inline constexpr auto two_parts =
    R"(BODYSTRUCTURE (("IMAGE" "PNG" NIL NIL NIL "BASE64" 9)("TEXT" "HTML" NIL NIL NIL "7BIT" 100 1) "MIXED"))";
inline constexpr auto image = R"(BODYSTRUCTURE ("IMAGE" "PNG" NIL NIL NIL "BASE64" 9))";

} // namespace client_test
