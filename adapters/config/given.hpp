#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace config {

/// What a run was given besides its config file.
struct Given {
    /// By name without dashes; a flag that was repeated with its values joined by commas.
    std::map<std::string, std::string, std::less<>> flags;
    /// Those that begin with GMAIL_CLASSIFIER_.
    std::map<std::string, std::string, std::less<>> variables;
    std::filesystem::path home;          ///< What "~" stands for.
    std::filesystem::path config_folder; ///< Holds config.toml when no other file is named.
    std::filesystem::path state_folder;  ///< The default of state_dir.
};

/// The variables of this process that are ours. Not to be called while another thread changes them.
std::map<std::string, std::string, std::less<>> own_variables();

} // namespace config
