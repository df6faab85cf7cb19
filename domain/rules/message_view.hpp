#pragma once

#include "domain/mail/message.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace domain::rules {

/// A message as rules read it: its texts folded to words once, on first use, however many rules
/// ask; and its labels as earlier rules left them. Keeps a reference: the message must outlive it.
class MessageView {
public:
    explicit MessageView(const Message& message);

    [[nodiscard]] const Message& message() const { return message_; }

    LabelSet labels;    ///< The message's own at first; a simulation edits them.
    LabelSet uncertain; ///< Labels that an undecided rule may yet add or remove.

    // Spaced words (see words.hpp); call only when the part they come from is known.
    [[nodiscard]] std::string_view subject_words() const;
    [[nodiscard]] std::string_view list_words() const;
    [[nodiscard]] std::string_view file_name_words() const;
    [[nodiscard]] std::string_view text_words() const;
    [[nodiscard]] std::string_view people_words() const; ///< Everyone in From, To, Cc and Bcc.

    [[nodiscard]] std::span<const Address> bcc() const;
    [[nodiscard]] std::span<const Address> delivered_to() const;

private:
    using Lazy = std::optional<std::string>;

    const Message& message_;
    mutable Lazy subject_;
    mutable Lazy list_;
    mutable Lazy file_names_;
    mutable Lazy text_;
    mutable Lazy people_;
    mutable std::optional<std::vector<Address>> bcc_;
    mutable std::optional<std::vector<Address>> delivered_to_;
};

} // namespace domain::rules
