#pragma once

#include <span>
#include <string>
#include <string_view>

namespace testserver {

/// A fault that Gmail or the network has in store (FAULTS B), and how a scenario says it.
struct CatalogueRow {
    std::string_view id; ///< "T5".
    std::string_view fault;
    std::string_view reaction; ///< Right for a client: "RB+RV", see README.
    std::string_view scenario; ///< A whole scenario file; empty where no server can play it.
    std::string_view note;     ///< Why not, or what to look at.
};

std::span<const CatalogueRow> catalogue();

/// Null when there is none.
const CatalogueRow* find_row(std::string_view id);

/// The table for `--list`: a row, and its scenario below it.
std::string listed_catalogue();

/// The same as a Markdown table, for CATALOGUE.md.
std::string catalogue_markdown();

} // namespace testserver
