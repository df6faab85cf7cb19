#pragma once

#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"
#include "testserver/mailbox/flags.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace testserver {

class Folder;
using Uid = std::uint32_t;
using ModSeq = std::uint64_t;

/// Where a message stands: one place in the rfc profile, one for each visible label in Gmail's.
struct Place {
    Folder* folder = nullptr;
    Uid uid = 0;
};

/// A stored mail. Kept once, however many folders show it. Only Account changes it.
struct Message {
    std::uint64_t id = 0;     ///< X-GM-MSGID.
    std::uint64_t thread = 0; ///< X-GM-THRID.
    std::shared_ptr<const std::string> raw;
    domain::Timestamp received; ///< INTERNALDATE.
    FlagSet flags;
    domain::LabelSet labels; ///< Gmail only; in the spelling of the first who used each.
    ModSeq modseq = 0;
    std::vector<Place> places;
};

/// A mail to be stored.
struct NewMessage {
    std::string raw; ///< With CRLF line ends.
    domain::Timestamp received;
    FlagSet flags;
    domain::LabelSet labels; ///< Gmail only.
};

} // namespace testserver
