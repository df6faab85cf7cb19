#pragma once

#include "ports/failure.hpp"

#include <string>

namespace sqlite {

/// What happened to a file, in the user's words, and what to do about it.
ports::Failure damaged(const std::string& file, const std::string& detail);
ports::Failure system_failure(const std::string& what, const std::string& file, int error);

/// The same for a result code of SQLite; `system_error` is the errno behind it, or 0.
ports::Failure
failure_of(int extended_code, const std::string& file, const char* message, int system_error);

/// True when the code means that the file itself is not as it should be.
bool means_damage(int extended_code);

} // namespace sqlite
