#pragma once

#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mailfile {

/// A row of an index: `file TAB epoch seconds TAB label|label TAB note`; the note may be missing.
struct IndexRow {
    std::string file;                          ///< Below the folder that is read.
    std::optional<domain::Timestamp> received; ///< 0 stands for "not known".
    domain::LabelSet labels;
};

/// A row, or what is wrong with the line.
struct IndexLine {
    std::optional<IndexRow> row;
    std::string problem;
};

IndexLine parse_index_line(std::string_view line);

} // namespace mailfile
