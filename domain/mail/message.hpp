#pragma once

#include "domain/mail/address.hpp"
#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace domain {

/// The message flags that rules ask about (RFC 3501 2.3.2). \Flagged is the label \Starred here.
struct Flags {
    bool seen = false;
    bool answered = false;
    bool draft = false;

    auto operator<=>(const Flags&) const = default;
};

/// One header field, unfolded and decoded (RFC 2047) to UTF-8; the name as written.
struct HeaderField {
    std::string name;
    std::string value;

    auto operator<=>(const HeaderField&) const = default;
};

/// The header of a message: every field in order, and the ones that are asked for most taken apart.
struct Headers {
    std::vector<HeaderField> fields;
    std::vector<Address> from;
    std::vector<Address> to;
    std::vector<Address> cc;
    std::string subject;
    std::string list_id; ///< The part between the angle brackets of List-Id (RFC 2919), lower case;
                         ///< else empty.
    std::string message_id;              ///< Without angle brackets.
    std::vector<std::string> references; ///< References, then In-Reply-To; without angle brackets.

    /// The first field of that name (compared without case), or an empty view.
    [[nodiscard]] std::string_view value(std::string_view name) const;

    auto operator<=>(const Headers&) const = default;
};

/// A leaf of the MIME tree.
struct Part {
    std::string section;    ///< The IMAP section number, "1.2" (RFC 3501 6.4.5).
    std::string media_type; ///< "text/plain", lower case.
    std::string charset;    ///< Lower case; empty when not said.
    std::string encoding;   ///< Content-Transfer-Encoding, lower case; empty when not said.
    std::string file_name;  ///< Empty when there is none.
    bool attachment =
        false; ///< Content-Disposition says attachment, or a named part that is not text.
    Bytes size;

    auto operator<=>(const Part&) const = default;
};

struct Structure {
    std::vector<Part> parts;

    [[nodiscard]] bool has_attachment() const;
    /// The leaf whose text stands for the message: the first text/plain that is no attachment, else
    /// the first text/html, else none.
    [[nodiscard]] const Part* text_part() const;

    auto operator<=>(const Structure&) const = default;
};

/// What a reader of the message sees, in UTF-8, HTML already reduced to text.
struct Text {
    std::string words;
    std::vector<std::string> links; ///< Targets of the HTML's links.
    bool complete = true;           ///< False when only the first bytes were fetched.

    auto operator<=>(const Text&) const = default;
};

/// A message, known in parts. An absent part means "not fetched", never "empty".
struct Message {
    MessageId id;
    ThreadId thread;
    Timestamp received; ///< INTERNALDATE.
    Bytes size;         ///< RFC822.SIZE.
    LabelSet labels;
    Flags flags;
    std::optional<Headers> headers;
    std::optional<Structure> structure;
    std::optional<Text> text;

    bool operator==(const Message&) const = default;
};

/// The parts of a message that are fetched on their own, cheapest first.
enum class Evidence : unsigned char { labels, headers, structure, text };

} // namespace domain
