#pragma once

#include "ports/result.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace os {

/// The value of an environment variable, absent when it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// Of this process. Not to be called while another thread changes the environment.
std::optional<std::string> environment(const char* name);

/// Where the user keeps things, by the XDG Base Directory Specification: a variable that is empty
/// or not absolute counts as not set.
struct Folders {
    std::filesystem::path config; ///< $XDG_CONFIG_HOME/gmail-classifier
    std::filesystem::path state;  ///< $XDG_STATE_HOME/gmail-classifier
    std::filesystem::path cache;  ///< $XDG_CACHE_HOME/gmail-classifier
};

/// `config` when neither the variables nor HOME say where.
ports::Result<Folders> user_folders(const Environment& variable = environment);

} // namespace os
