#pragma once

#include <optional>
#include <string>
#include <vector>

namespace imap::wire {

/// nstring of RFC 3501: absent is NIL, which differs from "".
using NString = std::optional<std::string>;

/// address of RFC 3501 7.4.2, as on the wire: encoded words stay. A group begins with an address
/// whose host is NIL and whose mailbox is the group's name, and ends with one that is all NIL.
struct Address {
    NString name;
    NString adl;
    NString mailbox;
    NString host;

    bool operator==(const Address&) const = default;
};

struct Envelope {
    NString date;
    NString subject;
    std::vector<Address> from;
    std::vector<Address> sender;
    std::vector<Address> reply_to;
    std::vector<Address> to;
    std::vector<Address> cc;
    std::vector<Address> bcc;
    NString in_reply_to;
    NString message_id;

    bool operator==(const Envelope&) const = default;
};

} // namespace imap::wire
