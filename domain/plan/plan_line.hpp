#pragma once

#include "domain/mail/ids.hpp"
#include "domain/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace domain::plan {

/// The pieces of a plan file's lines, written and read. A line's fields are separated by tabs, the
/// items of a list by commas; a backslash in front makes "\" and "," themselves. Control characters
/// never reach a file: in texts for people they become blanks, elsewhere they make a field unequal
/// to what it names, which is safe.

std::string written_text(std::string_view text);
std::string written_list(std::span<const std::string> items);
std::string written_labels(const LabelSet& labels);
std::string written_time(Timestamp time); ///< "2026-03-02T09:14:00Z".

std::optional<std::string> read_text(std::string_view field);
std::optional<std::vector<std::string>> read_list(std::string_view field);
std::optional<LabelSet> read_labels(std::string_view field);
std::optional<Timestamp> read_time(std::string_view field);
std::optional<std::uint64_t> read_number(std::string_view field);
std::optional<std::uint64_t> read_hex(std::string_view field); ///< Sixteen digits.

/// The longest start of the text that fits and does not cut a UTF-8 sequence.
std::string_view cut(std::string_view text, std::size_t most);

/// One entry without its "entry" and line end.
std::string written_entry(const Entry& entry);
std::optional<Entry> read_entry(std::string_view rest);

} // namespace domain::plan
