#pragma once

#include "domain/mail/message.hpp"

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

    /// The message's own at first; a simulation edits them.
    [[nodiscard]] const LabelSet& labels() const { return labels_; }

    [[nodiscard]] LabelSet& labels() { return labels_; }

    /// Labels that an undecided rule may yet add or remove.
    [[nodiscard]] const LabelSet& uncertain() const { return uncertain_; }

    [[nodiscard]] LabelSet& uncertain() { return uncertain_; }

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
    LabelSet labels_;
    LabelSet uncertain_;
    mutable Lazy subject_;
    mutable Lazy list_;
    mutable Lazy file_names_;
    mutable Lazy text_;
    mutable Lazy people_;
    mutable std::optional<std::vector<Address>> bcc_;
    mutable std::optional<std::vector<Address>> delivered_to_;
};

} // namespace domain::rules
