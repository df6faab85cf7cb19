#include "app/cli/output.hpp"

#include "adapters/console/visible.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cli {

namespace {

constexpr std::size_t gap = 2;

std::string padded(std::string_view cell, std::size_t width, Table::Align align) {
    const std::string blanks(width - std::min(width, columns_of(cell)), ' ');
    return align == Table::Align::left ? std::string{cell} + blanks : blanks + std::string{cell};
}

void trim_right(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
}

} // namespace

void Output::text(std::string_view text) {
    make_room_();
    out_ << text << std::flush;
}

void Output::value(const boost::json::value& value) {
    make_room_();
    out_ << boost::json::serialize(value) << '\n' << std::flush;
}

std::string Table::text() const {
    std::vector<std::size_t> widths(columns_.size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], columns_of(row[i]));
        }
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += padded(row[i], widths[i], columns_[i]) + std::string(gap, ' ');
        }
        trim_right(line);
        text += cut(line, page_columns) + '\n';
    }
    return text;
}

std::size_t columns_of(std::string_view text) {
    return console::width(text);
}

std::string cut(std::string_view text, std::size_t columns) {
    return console::fitted(text, columns);
}

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string lines;
    std::size_t column = indent;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        const auto width = columns_of(word);
        if (column > indent && column + 1 + width > page_columns) {
            lines += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            lines += ' ';
            ++column;
        }
        lines += word;
        column += width;
    }
    return lines;
}

std::string printable(std::string_view text) {
    return console::harmless(text);
}

std::string percent(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

std::string label_name(const domain::Label& label) {
    return printable(label.is_system() ? label.name.substr(1) : label.name);
}

std::string joined(const domain::LabelSet& labels) {
    std::string text;
    for (const auto& label : labels) {
        text += (text.empty() ? "" : ", ") + label_name(label);
    }
    return text;
}

std::string label_changes(const domain::LabelSet& add, const domain::LabelSet& remove) {
    std::string text;
    const auto append = [&text](std::string_view sign, const domain::LabelSet& labels) {
        for (const auto& label : labels) {
            text += fmt::format("{}{} {}", text.empty() ? "" : "  ", sign, label_name(label));
        }
    };
    append("+", add);
    append("−", remove);
    return text;
}

} // namespace cli
