#pragma once

#include "testserver/scenario/duration.hpp"
#include "testserver/scenario/trigger.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// What is wrong with a scenario file, and where.
struct ScenarioMistake {
    std::size_t line = 0; ///< From 1; 0 when it is the file as a whole.
    std::size_t column = 0;
    std::string message;
};

/// Reads single values of a scenario's tables, and notes what is wrong with them. Only the reader
/// includes it.
class ScenarioNotes {
public:
    using Words = std::span<const std::string_view>;

    void complain(const toml::node& where, std::string message);
    void complain(const toml::key& where, std::string message);
    /// "unknown key "x"; did you mean "y"?"
    void unknown(const toml::key& key, Words known);

    // Each gives nothing, and complains, when the node is something else.

    std::optional<std::string> text(const toml::node& node);
    std::optional<bool> truth(const toml::node& node);
    std::optional<std::uint64_t> number(const toml::node& node);
    std::optional<double> fraction(const toml::node& node);
    /// "90s", "10m", "2h", "50ms", or a number of seconds.
    std::optional<Milliseconds> duration(const toml::node& node);
    std::optional<Pattern> pattern(const toml::node& node);
    std::optional<Ordinals> ordinals(const toml::node& node);
    std::optional<Offset> offset(const toml::node& node);
    /// "sweep" or { from, to, step } of what is counted from 1; nothing, and no complaint, when it
    /// is neither.
    std::optional<Sweep> counted_sweep(const toml::node& node);
    /// One text, or a list of them.
    std::vector<std::string> texts(const toml::node& node);
    /// The place of the word among the known ones.
    std::optional<std::size_t> word(const toml::node& node, Words known);

    std::vector<ScenarioMistake> mistakes;

private:
    void complain(const toml::source_region& where, std::string message);
    std::optional<Ordinals::Range> range(const toml::node& node);
};

} // namespace testserver
