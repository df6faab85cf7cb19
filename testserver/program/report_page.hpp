#pragma once

#include "testserver/program/transcript.hpp"
#include "testserver/scenario/grade.hpp"

#include <string>
#include <vector>

namespace testserver::program {

/// One scenario that a client met.
struct ReportedRun {
    std::string name;           ///< A file, the id of a row, or the login name that chose it.
    std::string fault;          ///< What goes wrong, in a line; empty for a file.
    std::string right_reaction; ///< "RB+RV"; empty for a file.
    std::vector<Finding> findings;
    std::vector<std::string> problems; ///< What was expected and did not come.
    const Transcript* transcript = nullptr;
};

/// One self-contained page of HTML that grades a client: for each run its findings, with the
/// conversation around each.
std::string report_page(const std::string& client, const std::vector<ReportedRun>& runs);

} // namespace testserver::program
