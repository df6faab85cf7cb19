#pragma once

#include "adapters/imap/session/capabilities.hpp"
#include "adapters/imap/wire/client_command.hpp"
#include "adapters/imap/wire/fetch.hpp"
#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imap::client {

/// How this server says what the domain means: identities, labels, names. Gmail has X-GM-EXT-1;
/// elsewhere labels are keywords, \Starred is \Flagged, and identity is EMAILID or the UID.
class Dialect {
public:
    Dialect() = default;
    Dialect(const session::Capabilities& capabilities, bool utf8);

    [[nodiscard]] bool gmail() const { return gmail_; }

    [[nodiscard]] bool has_modseq() const { return modseq_; }

    [[nodiscard]] bool has_email_id() const { return email_id_; }

    /// What to ask of each message, besides its content.
    [[nodiscard]] std::vector<wire::client::FetchItem> identity_items() const;
    /// True when `fetched` tells what `identity_items` asks for: unsolicited data does not.
    [[nodiscard]] bool identifies(const wire::Fetch& fetched) const;

    [[nodiscard]] domain::MessageId
    message_id(const wire::Fetch& fetched, std::uint32_t uid_validity) const;
    [[nodiscard]] domain::ThreadId thread_id(const wire::Fetch& fetched) const;
    [[nodiscard]] domain::LabelSet labels(const wire::Fetch& fetched) const;

    /// True for labels that a message can be given or relieved of here.
    [[nodiscard]] bool can_store(const domain::Label& label) const;
    [[nodiscard]] wire::client::ClientCommand store(
        wire::SequenceSet uids, wire::client::Change change, const domain::LabelSet& labels
    ) const;

    [[nodiscard]] std::string to_wire(std::string_view name) const;
    [[nodiscard]] std::string from_wire(std::string_view name) const;

private:
    bool gmail_ = false;
    bool modseq_ = false;
    bool email_id_ = false;
    bool utf8_ = false;
};

} // namespace imap::client
