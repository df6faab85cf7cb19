#pragma once

#include "domain/mail/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sqlite {

/// What is stored of a message besides the columns that queries use: conversation, header,
/// structure. Never its text.
struct MessageFacts {
    domain::ThreadId thread;
    std::optional<domain::Headers> headers;
    std::optional<domain::Structure> structure;

    bool operator==(const MessageFacts&) const = default;
};

/// The text of the message is not written.
std::string encode_facts(const domain::Message& message);
/// Nothing when the bytes are not what `encode_facts` writes. Takes no more memory than a small
/// multiple of them.
std::optional<MessageFacts> decode_facts(std::string_view bytes);

} // namespace sqlite
