#include "testserver/scenario/catalogue.hpp"

#include "testserver/scenario/catalogue_rows.hpp"

#include <algorithm>
#include <vector>

namespace testserver {
namespace {

std::vector<CatalogueRow> all_rows() {
    std::vector<CatalogueRow> rows;
    for (const auto family :
         {transport_rows(),
          tls_rows(),
          login_rows(),
          command_rows(),
          literal_and_idle_rows(),
          mailbox_rows(),
          policy_rows(),
          oauth_rows(),
          outside_rows()}) {
        rows.insert(rows.end(), family.begin(), family.end());
    }
    return rows;
}

std::string indented(std::string_view text) {
    std::string lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines += end == 0 ? "\n" : "    " + std::string{text.substr(0, end)} + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// A scenario as one cell: its rules without the lines between.
std::string cell(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (c == '|') {
            line += "\\|";
        } else {
            line += c == '\n' ? ' ' : c;
        }
    }
    return line.empty() ? "–" : '`' + line.substr(0, line.find_last_not_of(' ') + 1) + '`';
}

} // namespace

std::span<const CatalogueRow> catalogue() {
    static const auto rows = all_rows();
    return rows;
}

const CatalogueRow* find_row(std::string_view id) {
    const auto found = std::ranges::find(catalogue(), id, &CatalogueRow::id);
    return found == catalogue().end() ? nullptr : &*found;
}

std::string listed_catalogue() {
    std::string text;
    for (const auto& row : catalogue()) {
        text += std::string{row.id} + "  " + std::string{row.fault} + "  (" +
                std::string{row.reaction} + ")\n";
        if (!row.note.empty()) {
            text += "    # " + std::string{row.note} + '\n';
        }
        text += indented(row.scenario) + '\n';
    }
    return text;
}

std::string catalogue_markdown() {
    std::string text = "| id | fault | right reaction | scenario | note |\n|---|---|---|---|---|\n";
    for (const auto& row : catalogue()) {
        text += "| " + std::string{row.id} + " | " + std::string{row.fault} + " | " +
                std::string{row.reaction} + " | " + cell(row.scenario) + " | " +
                std::string{row.note} + " |\n";
    }
    return text;
}

} // namespace testserver
