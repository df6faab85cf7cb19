#pragma once

#include "app/cli/output.hpp"
#include "app/usecase/apply.hpp"
#include "app/usecase/undo.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace cli {

// How apply, undo and demo show what became of a run.
std::string text_of(const usecase::ApplyReport& report, bool dry_run);
std::string text_of(const usecase::UndoReport& report, bool dry_run);
boost::json::object json_of(const usecase::ApplyReport& report);
boost::json::object json_of(const usecase::UndoReport& report);

// Prints what became of a run, as text or JSON. The exit code says whether all of it was done.
int show(Output& out, const usecase::ApplyReport& report, bool dry_run);
int show(Output& out, const usecase::UndoReport& report, bool dry_run);

} // namespace cli
