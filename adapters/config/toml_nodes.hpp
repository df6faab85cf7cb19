#pragma once

#include "adapters/config/mistake.hpp"
#include "domain/rules/diagnostic.hpp"
#include "domain/rules/rule_reader.hpp"

#include <toml++/toml.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// What reading any part of a TOML file needs: where nodes stand, and a place for complaints. Only
/// the readers of this folder include it.
class TomlNotes {
public:
    TomlNotes(std::string file, std::vector<Mistake>& mistakes)
        : file_(std::move(file)), mistakes_(mistakes) {}

    [[nodiscard]] domain::rules::Origin origin(const toml::source_region& region) const;

    /// A text with the place of its first character, which stands behind the quote.
    [[nodiscard]] domain::rules::SourceText text(const toml::value<std::string>& node) const;

    void complain(const toml::source_region& where, std::string message, std::string hint = {});

    /// "there is no key …", with the one that is `meant`, or else the nearest of those that there
    /// are.
    void unknown(
        const toml::key& key,
        std::string_view path,
        std::span<const std::string_view> known,
        std::string_view meant = {}
    );

    /// "… must be …, not a table".
    void wrong_type(const toml::node& node, std::string_view path, std::string_view expectation);

private:
    std::string file_;
    std::vector<Mistake>& mistakes_;
};

} // namespace config
