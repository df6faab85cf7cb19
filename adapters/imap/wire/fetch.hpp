#pragma once

#include "adapters/imap/wire/body.hpp"
#include "adapters/imap/wire/date.hpp"
#include "adapters/imap/wire/envelope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imap::wire {

/// System flags and keywords as written: "\\Seen", "$Junk".
using Flags = std::vector<std::string>;

enum class ContentSource : unsigned char { body, binary, rfc822, rfc822_header, rfc822_text };

/// Content of a message or a part: BODY[section]<origin>, BINARY[section], RFC822, RFC822.HEADER,
/// RFC822.TEXT.
struct Content {
    ContentSource source = ContentSource::body;
    std::string section; ///< As written between the brackets; read_section takes it apart.
    std::optional<std::uint64_t> origin;
    NString bytes;            ///< Empty and not NIL when streamed.
    std::uint64_t octets = 0; ///< What arrived; also when the bytes went to the literal sink.
    bool streamed = false;

    bool operator==(const Content&) const = default;
};

struct BinarySize {
    std::string section;
    std::uint64_t octets = 0;

    bool operator==(const BinarySize&) const = default;
};

/// An item that this codec does not know, with its value's text.
struct UnknownItem {
    std::string name;
    std::string value;

    bool operator==(const UnknownItem&) const = default;
};

/// message-data "FETCH" of RFC 3501 and its extensions: what the server chose to send about one
/// message, in any order, more or less than was asked for.
struct Fetch {
    std::uint32_t number = 0; ///< Sequence number. 0 is illegal and has been seen.
    bool uid_only = false;    ///< UIDFETCH of RFC 9586: no sequence number, `uid` is set.
    std::optional<std::uint32_t> uid;
    std::optional<Flags> flags;
    std::optional<DateTime> internal_date;
    std::optional<std::uint64_t> size; ///< RFC822.SIZE: a hint, Gmail's can be too low.
    std::optional<std::uint64_t> modseq;
    std::optional<std::uint64_t> gm_msgid;
    std::optional<std::uint64_t> gm_thrid;
    /// X-GM-LABELS with one backslash before a system label, user labels as on the wire (modified
    /// UTF-7, or UTF-8 after ENABLE UTF8=ACCEPT).
    std::optional<std::vector<std::string>> gm_labels;
    NString email_id;                 ///< RFC 8474.
    std::optional<NString> thread_id; ///< RFC 8474; NIL where the server has none.
    std::optional<Envelope> envelope;
    std::optional<BodyPart> body;           ///< BODY, without extension data.
    std::optional<BodyPart> body_structure; ///< BODYSTRUCTURE.
    std::vector<Content> contents;
    std::vector<BinarySize> binary_sizes;
    std::optional<NString> preview;    ///< RFC 8970.
    std::optional<DateTime> save_date; ///< RFC 8514.
    std::vector<UnknownItem> unknown;

    bool operator==(const Fetch&) const = default;
};

} // namespace imap::wire
