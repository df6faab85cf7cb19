#pragma once

#include <bitset>
#include <cstddef>
#include <span>
#include <string_view>

namespace imap::wire {

/// The deviations from the grammar that are tolerated, each with a name, a source and a switch.
/// quirk.cpp holds the table.
enum class Quirk : unsigned char {
    bare_line_feed,
    missing_final_line_end,
    missing_text,
    missing_space_after_code,
    empty_text_after_code,
    raw_octets_in_text,
    empty_continuation,
    unreadable_code_argument,
    spaces_around_code,
    trailing_space,
    extra_space,
    missing_space,
    space_inside_parentheses,
    leading_space,
    empty_status_list,
    missing_status_list,
    negative_number,
    number_too_large,
    zero_number,
    quoted_number,
    nil_for_number,
    nil_for_string,
    nil_for_list,
    empty_list_for_nil,
    atom_for_string,
    string_for_list,
    nil_in_list,
    raw_octets_in_quoted,
    unescaped_quote,
    bad_escape,
    line_break_in_quoted,
    loose_flag,
    loose_label,
    spaced_flag,
    loose_atom,
    loose_mailbox,
    loose_list_delimiter,
    missing_body_parts,
    missing_subtype,
    multipart_as_single_part,
    missing_body_fields,
    message_without_body,
    extra_body_fields,
    missing_extension_data,
    odd_envelope,
    odd_address,
    relaxed_date,
    literal_plus_from_server,
    odd_search_result,
    odd_namespace,
    odd_id,
    odd_quota,
    odd_copyuid,
    zero_length_name,
    missing_parenthesis,
    extra_parenthesis,
    repeated_item,
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
