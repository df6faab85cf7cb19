#pragma once

#include "domain/mail/ids.hpp"
#include "testserver/mailbox/seeds/kinds.hpp"
#include "testserver/mailbox/seeds/random.hpp"

#include <string>
#include <vector>

namespace testserver::seeds {

/// What is known of a mail before its bytes are written.
struct Draft {
    Sender from;
    Sender to;
    std::string subject; ///< UTF-8.
    std::string text;    ///< UTF-8, lines of one paragraph each.
    std::string message_id;
    std::vector<std::string> references;
    domain::Timestamp date;
};

/// The raw mail: headers as such a sender writes them, the text in the kind's charset and encoding,
/// an HTML side and attachments where the kind has them.
std::string compose(const Kind& kind, const Draft& draft, Random& random);

} // namespace testserver::seeds
