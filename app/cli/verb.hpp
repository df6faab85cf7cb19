#pragma once

#include "ports/result.hpp"

#include <span>
#include <string_view>

namespace cli {

class Call;

/// An option as the command line knows it.
struct Flag {
    std::string_view name;        ///< Without the dashes.
    char letter = 0;              ///< Its short form; 0 for none.
    std::string_view placeholder; ///< What stands for its value in help; empty for a switch.
    std::string_view summary;
    bool repeats = false; ///< Given again it adds to its value, after a comma; else it replaces it.
};

/// What a verb is given besides flags.
struct Operands {
    std::string_view placeholder; ///< "[PLAN]"; empty for none.
    unsigned least = 0;
    unsigned most = 0;
};

enum class Network : unsigned char {
    none,
    loopback, ///< Only the server that the program itself starts.
    optional, ///< Only when a flag asks for it, or unless one forbids it.
    server,
};

/// One row of the table that drives parsing, help and the suggestions for typing mistakes. A verb
/// returns the exit code of a run that did what it could, or the failure that ended it.
struct Verb {
    std::string_view name; ///< Two words for a verb of a group: "rules check".
    Operands operands;
    std::string_view summary; ///< One line, no full stop.
    std::string_view details; ///< For `gmail-classifier VERB --help`; lines as they are shown.
    std::span<const Flag> flags;
    Network network = Network::none;
    bool mutates = false; ///< Changes labels on the server.
    ports::Result<int> (*run)(Call& call) = nullptr;
    bool real_only = false; ///< Reaches past compose::Outside.
};

/// Every verb, in the order in which help lists them.
std::span<const Verb> verbs();

/// By its whole name; null when there is none.
const Verb* find_verb(std::string_view name);

/// Flags that every verb understands and that are no config keys: --help, --json …
std::span<const Flag> common_flags();

} // namespace cli
