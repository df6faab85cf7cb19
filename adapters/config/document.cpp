#include "adapters/config/document.hpp"

#include "adapters/config/keys.hpp"
#include "adapters/config/toml_nodes.hpp"
#include "adapters/config/toml_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace config {

namespace {

using Entries = std::map<std::string, Entry, std::less<>>;

const Key* find_key(std::string_view path) {
    const auto all = keys();
    const auto found = std::ranges::find(all, path, &Key::toml);
    return path.empty() || found == all.end() ? nullptr : &*found;
}

/// What a flag that is spelt so sets: `user` is the address.
std::string_view key_of_flag(std::string path) {
    std::ranges::replace(path, '_', '-');
    const auto all = keys();
    const auto found = std::ranges::find(all, path, &Key::flag);
    return found == all.end() ? std::string_view{} : found->toml;
}

bool is_section(std::string_view path) {
    const std::string prefix = std::string{path} + '.';
    return std::ranges::any_of(keys(), [&](const Key& key) {
        return key.toml.starts_with(prefix);
    });
}

std::vector<std::string_view> known_paths() {
    std::vector<std::string_view> paths{"version", "rule", "account"};
    for (const Key& key : keys()) {
        paths.push_back(key.toml);
    }
    return paths;
}

/// Walks the tables of a file and files each value under its key.
class Reader {
public:
    Reader(Document& document, const std::string& file)
        : document_(document), notes_(file, document.mistakes) {}

    void read(const toml::table& root) {
        for (const auto& [key, node] : root) {
            if (key == "version") {
                version(node);
            } else if (key == "rule") {
                document_.rules = read_rule_tables(node, notes_);
            } else if (key == "account") {
                accounts(node);
            } else {
                setting(key, node, std::string{key.str()}, document_.top);
            }
        }
    }

private:
    void version(const toml::node& node) {
        if (node.value<std::int64_t>() != 1) {
            notes_.complain(
                node.source(), "version must be 1", "a newer program may have written this file"
            );
        }
    }

    void accounts(const toml::node& node) {
        const auto* const table = node.as_table();
        if (table == nullptr) {
            notes_.wrong_type(node, "account", "written as [account.NAME]");
            return;
        }
        for (const auto& [name, section] : *table) {
            if (const auto* const keys_of_it = section.as_table()) {
                settings(*keys_of_it, "", document_.accounts[std::string{name.str()}]);
            } else {
                notes_.wrong_type(section, "account", "written as [account.NAME]");
            }
        }
    }

    void settings(const toml::table& table, const std::string& prefix, Entries& entries) {
        for (const auto& [key, node] : table) {
            setting(key, node, prefix + std::string{key.str()}, entries);
        }
    }

    void setting(
        const toml::key& name, const toml::node& node, const std::string& path, Entries& entries
    ) {
        if (const Key* const key = find_key(path)) {
            value(*key, node, entries);
        } else if (is_section(path) && node.is_table()) {
            settings(*node.as_table(), path + '.', entries);
        } else if (is_section(path)) {
            notes_.wrong_type(node, path, "a table");
        } else {
            notes_.unknown(name, path, known_paths(), key_of_flag(path));
        }
    }

    void value(const Key& key, const toml::node& node, Entries& entries) {
        Entry entry{{}, notes_.origin(node.source()), {}};
        if (key.type == KeyType::list) {
            entry.value = list(key, node, entry.items);
        } else if (const auto* const text = node.as_string(); text != nullptr && takes_text(key)) {
            entry.items.push_back(notes_.text(*text).origin);
            entry.value = checked(key, node, parse_value(key, text->get()));
        } else if (const auto* const flag = node.as_boolean();
                   flag != nullptr && key.type == KeyType::boolean) {
            entry.value = flag->get();
        } else if (const auto number = node.value<double>(); number && node.is_number()) {
            entry.value = checked(key, node, check_number(key, *number, fmt::to_string(*number)));
        } else {
            notes_.wrong_type(node, key.toml, expectation(key));
        }
        entries[std::string{key.toml}] = std::move(entry);
    }

    static bool takes_text(const Key& key) {
        return key.type != KeyType::boolean && key.type != KeyType::integer &&
               key.type != KeyType::fraction;
    }

    Value checked(const Key& key, const toml::node& node, Checked checked) {
        if (!checked.problem.empty()) {
            notes_.complain(node.source(), fmt::format("{} {}", key.toml, checked.problem));
        }
        return std::move(checked.value);
    }

    /// A list of texts, or one.
    Value
    list(const Key& key, const toml::node& node, std::vector<domain::rules::Origin>& origins) {
        std::vector<std::string> texts;
        const auto add = [&](const toml::node& item) {
            if (const auto* const text = item.as_string()) {
                texts.push_back(text->get());
                origins.push_back(notes_.text(*text).origin);
            } else {
                notes_.wrong_type(item, key.toml, expectation(key));
            }
        };
        if (const auto* const array = node.as_array()) {
            std::ranges::for_each(*array, add);
        } else {
            add(node);
        }
        return texts;
    }

    Document& document_;
    TomlNotes notes_;
};

} // namespace

Document read_document(std::string_view text, const std::string& file) {
    Document document;
    if (text.size() > max_file_bytes) {
        document.mistakes.push_back(
            {domain::rules::Severity::error,
             file,
             "it is over a megabyte: is it a config file?",
             {},
             {}}
        );
        return document;
    }
    try { // The compiled toml++ of Debian speaks in exceptions; here they end.
        Reader{document, file}.read(toml::parse(text));
    } catch (const toml::parse_error& error) {
        TomlNotes{file, document.mistakes}.complain(
            error.source(), std::string{error.description()}
        );
    }
    return document;
}

} // namespace config
