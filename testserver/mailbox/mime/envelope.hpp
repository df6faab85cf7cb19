#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testserver::mime {

/// An address as ENVELOPE shows it (RFC 3501 7.4.2): texts as they stand in the header, not
/// decoded. A group begins with one that has only a mailbox and ends with one that has nothing.
struct EnvelopeAddress {
    std::optional<std::string> name;
    std::optional<std::string> route;
    std::optional<std::string> mailbox;
    std::optional<std::string> host;

    bool operator==(const EnvelopeAddress&) const = default;
};

using AddressList = std::vector<EnvelopeAddress>;

struct Envelope {
    std::optional<std::string> date;
    std::optional<std::string> subject;
    AddressList from;
    AddressList sender;
    AddressList reply_to;
    AddressList to;
    AddressList cc;
    AddressList bcc;
    std::optional<std::string> in_reply_to;
    std::optional<std::string> message_id;
};

/// More addresses in one field are left out.
inline constexpr std::size_t max_addresses = 2'000;

/// Reads an address list of RFC 5322 3.4, broken ones as far as they go. Total.
AddressList parse_addresses(std::string_view text);

/// The envelope of the mail whose header block this is.
Envelope envelope(std::string_view header);

} // namespace testserver::mime
