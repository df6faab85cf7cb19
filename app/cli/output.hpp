#pragma once

#include "domain/mail/label.hpp"
#include "ports/amounts.hpp"

#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boost::json {
class value; // NOLINT(readability-identifier-naming): Boost.JSON's name.
} // namespace boost::json

namespace cli {

/// Where results go: text for people, or one JSON value in one line. Talk goes elsewhere
/// (Reporter), and makes room first: both may be on one screen.
class Output {
public:
    Output(std::ostream& out, bool json, std::function<void()> make_room)
        : out_(out), json_(json), make_room_(std::move(make_room)) {}

    [[nodiscard]] bool json() const { return json_; }

    void text(std::string_view text);

    void value(const boost::json::value& value);

private:
    std::ostream& out_;
    bool json_;
    std::function<void()> make_room_;
};

/// A terminal's width that everybody has.
inline constexpr std::size_t page_columns = 80;

/// Rows of cells under each other, two blanks apart; a cell is cut where a line would pass 80
/// columns.
class Table {
public:
    enum class Align : unsigned char { left, right };

    explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}

    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

    [[nodiscard]] std::string text() const;

private:
    std::vector<Align> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// Columns that a terminal gives the text.
std::size_t columns_of(std::string_view text);
/// Cut to so many columns, the last one "…" when something is missing.
std::string cut(std::string_view text, std::size_t columns);
/// Broken at blanks into lines of at most 80 columns; every line but the first begins with `indent`
/// blanks, and so many columns of the first are taken already.
std::string wrapped(std::string_view text, std::size_t indent);
/// Text from mail with nothing in it that could move the cursor or turn the reading direction.
std::string printable(std::string_view text);

using ports::count;
using ports::moment;
using ports::size;

/// "82.5 %".
std::string percent(double share);
/// "+ Receipts  − Inbox"; system labels without their backslash.
std::string label_changes(const domain::LabelSet& add, const domain::LabelSet& remove);
std::string label_name(const domain::Label& label);
std::string joined(const domain::LabelSet& labels);

} // namespace cli
