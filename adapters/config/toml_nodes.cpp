#include "adapters/config/toml_nodes.hpp"

#include "domain/mail/ascii.hpp"

#include <fmt/format.h>

#include <utility>

namespace config {

namespace {

std::string_view kind(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::none:
        return "nothing";
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "a list";
    case toml::node_type::string:
        return "text";
    case toml::node_type::integer:
        return "a whole number";
    case toml::node_type::floating_point:
        return "a number";
    case toml::node_type::boolean:
        return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
        return "a date";
    }
    return {};
}

bool names_a_secret(std::string_view path) {
    const std::string lowered = domain::ascii_lowered(path);
    return lowered.find("passw") != std::string::npos || lowered.find("token") != std::string::npos;
}

} // namespace

domain::rules::Origin TomlNotes::origin(const toml::source_region& region) const {
    return {file_, region.begin.line, region.begin.column};
}

domain::rules::SourceText TomlNotes::text(const toml::value<std::string>& node) const {
    auto where = origin(node.source());
    const bool one_line = node.source().begin.line == node.source().end.line;
    where.column = one_line ? where.column + 1 : 0;
    return {node.get(), where};
}

void TomlNotes::complain(const toml::source_region& where, std::string message, std::string hint) {
    mistakes_.push_back(
        {domain::rules::Severity::error,
         origin(where).text(),
         std::move(message),
         std::move(hint),
         {}}
    );
}

void TomlNotes::unknown(
    const toml::key& key,
    std::string_view path,
    std::span<const std::string_view> known,
    std::string_view meant
) {
    std::string hint;
    if (names_a_secret(path)) {
        hint = "a password does not belong in this file: say where it is kept, "
               "secret = { keyring = true }, { command = \"…\" }, { file = \"…\" } or "
               "{ systemd = \"…\" }";
    } else if (!meant.empty()) {
        hint = fmt::format("did you mean {}?", meant);
    } else if (const auto near = domain::rules::nearest(path, known)) {
        hint = fmt::format("did you mean {}?", *near);
    }
    complain(key.source(), fmt::format("there is no key {}", path), std::move(hint));
}

void TomlNotes::wrong_type(
    const toml::node& node, std::string_view path, std::string_view expectation
) {
    complain(node.source(), fmt::format("{} must be {}, not {}", path, expectation, kind(node)));
}

} // namespace config
