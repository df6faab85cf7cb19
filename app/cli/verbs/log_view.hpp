#pragma once

#include "app/usecase/status.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

// What status and log say of a run and of a connection: a line, or an object.
std::string text_of(const usecase::RunStatus& status);
std::string text_of(const ports::Flight& flight, std::string_view lead = {});
boost::json::object json_of(const usecase::RunStatus& status);
boost::json::object json_of(const ports::Flight& flight);

/// One entry of the log.
struct LogLine {
    domain::Timestamp when;
    std::string text;
    boost::json::object object;
};

/// The newest `most`, the newest last. Of one second, connections stand before runs: a run begins
/// when its connection is there.
std::vector<LogLine> lines_of(const usecase::History& history, std::size_t most);

} // namespace cli
