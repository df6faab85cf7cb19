#include "adapters/config/load.hpp"

#include "adapters/config/document.hpp"
#include "domain/rules/rule_reader.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace config {

namespace {

namespace fs = std::filesystem;
using domain::rules::Severity;

/// The file that is named by flag or variable, and which of them; else the usual one.
struct ConfigFile {
    fs::path path;
    std::string named_by;
};

ConfigFile config_file(const Given& given) {
    const Key& choice = key(KeyId::config_file);
    if (const auto flag = given.flags.find(choice.flag); flag != given.flags.end()) {
        return {flag->second, "--config"};
    }
    const std::string name = variable(choice);
    if (const auto said = given.variables.find(name); said != given.variables.end()) {
        return {said->second, name};
    }
    return {given.config_folder / "config.toml", ""};
}

/// Reads one byte more than is allowed, so that the reader sees that it is too much.
std::optional<std::string> read_file(const fs::path& path) {
    std::error_code error;
    std::ifstream in{path, std::ios::binary};
    if (!in || fs::is_directory(path, error)) {
        return std::nullopt;
    }
    std::string text(max_file_bytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

void read_rules(Loaded& loaded, const Document& document) {
    auto read = domain::rules::read_rules(document.rules, protect_text(loaded.values));
    loaded.rules = std::move(read.rules);
    for (const auto& one : read.diagnostics) {
        const std::string rule = one.rule.empty() ? "" : fmt::format("rule \"{}\": ", one.rule);
        loaded.mistakes.push_back(
            {one.diagnostic.severity,
             one.origin.text(),
             rule + one.diagnostic.message,
             one.diagnostic.hint,
             underlined(one.source, one.diagnostic.span)}
        );
    }
}

} // namespace

Loaded load_text(const Given& given, const fs::path& file, std::optional<std::string_view> text) {
    Loaded loaded;
    Document document;
    if (text) {
        loaded.file = file;
        document = read_document(*text, file.string());
        loaded.mistakes = std::move(document.mistakes);
    }
    const std::string account = choose_account(given, document, loaded.mistakes);
    loaded.values = resolve(given, document, account, loaded.mistakes);
    loaded.settings = make_settings(loaded.values, given, loaded.mistakes);
    loaded.settings.account = account.empty() ? loaded.settings.address : account;
    read_rules(loaded, document);
    return loaded;
}

Loaded load(const Given& given) {
    const ConfigFile file = config_file(given);
    const auto text = read_file(file.path);
    const int error = errno;
    Loaded loaded = load_text(given, file.path, text);
    std::error_code ignored;
    const bool there = fs::exists(file.path, ignored);
    if (!text && (there || !file.named_by.empty())) {
        const std::string cause =
            there ? std::strerror(error) : "there is no such file"; // NOLINT(concurrency-mt-unsafe)
        const std::string place = file.named_by.empty() ? file.path.string() : file.named_by;
        loaded.mistakes.push_back(
            {Severity::error,
             place,
             fmt::format("cannot read {}: {}", file.path.string(), cause),
             {},
             {}}
        );
    }
    return loaded;
}

} // namespace config
