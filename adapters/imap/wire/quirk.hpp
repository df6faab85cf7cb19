#pragma once

#include <bitset>
#include <cstddef>
#include <span>
#include <string_view>

namespace imap::wire {

/// The deviations from the grammar that are tolerated, each with a name, a source and a switch.
/// quirk.cpp holds the table.
enum class Quirk : unsigned char {
    // Lines and words.
    bare_line_feed,
    missing_final_line_end,
    extra_space,
    missing_space,
    trailing_space,
    space_inside_parentheses,
    space_between_parts,
    extra_parenthesis,
    missing_parenthesis,
    // Status responses.
    missing_text,
    empty_text_after_code,
    raw_octets_in_text,
    missing_condition,
    unreadable_code,
    empty_continuation,
    // Numbers and strings.
    negative_number,
    zero_number,
    quoted_number,
    nil_for_number,
    nil_for_string,
    nil_for_list,
    nil_in_list,
    empty_list_for_nil,
    atom_for_string,
    string_for_list,
    raw_octets_in_quoted,
    unescaped_quote,
    bad_escape,
    literal_plus_from_server,
    relaxed_date,
    loose_atom,
    // Flags, labels, mailboxes.
    loose_flag,
    loose_label,
    loose_mailbox,
    loose_list_delimiter,
    missing_status_list,
    odd_namespace,
    odd_id,
    odd_quota,
    // FETCH.
    missing_value,
    odd_envelope,
    odd_address,
    missing_body_parts,
    missing_subtype,
    missing_body_fields,
    extra_body_fields,
    swapped_body_fields,
    multipart_as_single_part,
    message_without_body,
    last, ///< Not a quirk: how many there are.
};

inline constexpr std::size_t quirk_count = static_cast<std::size_t>(Quirk::last);

struct QuirkText {
    Quirk quirk = Quirk::last;
    std::string_view name;    ///< As in the enum: what imap-read prints.
    std::string_view meaning; ///< What is tolerated and how it is read.
    std::string_view source;  ///< Who was seen to send it, and where that is recorded.
};

std::span<const QuirkText> quirk_table();
std::string_view name_of(Quirk quirk);

/// Which quirks are allowed: all by default, none when strict, any choice in between.
class Tolerance {
public:
    static Tolerance everything() {
        Tolerance tolerance;
        tolerance.allowed_.set();
        return tolerance;
    }

    static Tolerance nothing() { return {}; }

    [[nodiscard]] bool allows(Quirk quirk) const {
        return allowed_.test(static_cast<std::size_t>(quirk));
    }

    Tolerance& allow(Quirk quirk, bool on = true) {
        allowed_.set(static_cast<std::size_t>(quirk), on);
        return *this;
    }

private:
    std::bitset<quirk_count> allowed_;
};

} // namespace imap::wire
