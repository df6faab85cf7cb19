#pragma once

#include "testserver/scenario/run_record.hpp"

#include <string>
#include <vector>

namespace testserver {

/// "written twice: UID STORE …" for each command that gives a message what the client had given it,
/// or takes what it had taken, without the opposite in between. Messages are told apart by
/// UIDVALIDITY and UID; commands that were not executed do not count.
std::vector<std::string> written_twice(const std::vector<RunEvent>& commands);

} // namespace testserver
