#include "adapters/config/settings.hpp"

#include "domain/rules/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace config {

namespace {

namespace fs = std::filesystem;
using domain::rules::Origin;
using domain::rules::SourceText;

/// Typed access to the resolved values; a value that is missing reads as empty or zero.
class Values {
public:
    Values(const std::vector<Resolved>& values, const Given& given)
        : values_(values), given_(given) {}

    [[nodiscard]] const Resolved& of(KeyId id) const {
        return values_[static_cast<std::size_t>(id)];
    }

    template <typename T>
    [[nodiscard]] T as(KeyId id) const {
        const T* const value = std::get_if<T>(&of(id).value);
        return value == nullptr ? T{} : *value;
    }

    [[nodiscard]] std::string text(KeyId id) const { return as<std::string>(id); }

    template <typename T>
    [[nodiscard]] T number(KeyId id) const {
        return static_cast<T>(as<std::int64_t>(id));
    }

    [[nodiscard]] std::chrono::seconds duration(KeyId id) const {
        return std::chrono::seconds{as<std::int64_t>(id)};
    }

    [[nodiscard]] domain::Bytes size(KeyId id) const {
        return domain::Bytes{number<std::uint64_t>(id)};
    }

    /// "~" is the home; in a file, what is not absolute is relative to that file.
    [[nodiscard]] fs::path path(KeyId id) const {
        const std::string said = text(id);
        if (said.empty()) {
            return {};
        }
        if (said == "~" || said.starts_with("~/")) {
            return given_.home / said.substr(std::min<std::size_t>(2, said.size()));
        }
        const bool in_file = of(id).level == Level::top || of(id).level == Level::account;
        return in_file ? fs::path{of(id).origin.file}.parent_path() / said : fs::path{said};
    }

    /// The position of the value among the key's choices, which is that of the enumerator.
    template <typename Enum>
    [[nodiscard]] Enum choice(KeyId id) const {
        const std::string said = text(id);
        std::string_view rest = of(id).key->choices;
        unsigned char position = 0;
        while (!rest.starts_with(said) && !rest.empty()) {
            rest.remove_prefix(std::min(rest.find('|'), rest.size() - 1) + 1);
            ++position;
        }
        return rest.empty() ? Enum{} : static_cast<Enum>(position);
    }

private:
    const std::vector<Resolved>& values_;
    const Given& given_;
};

SourceText source_text(const Resolved& value, std::string text, std::size_t item) {
    Origin origin = item < value.items.size() ? value.items[item] : value.origin;
    return {std::move(text), std::move(origin)};
}

/// The places of a query's mistakes are counted from the query's own.
void note_query(
    const SourceText& source,
    const domain::rules::Diagnostic& diagnostic,
    std::vector<Mistake>& mistakes
) {
    Origin origin = source.origin;
    if (origin.column != 0) {
        origin.column += domain::rules::column(source.text, diagnostic.span.offset) - 1;
    }
    mistakes.push_back(
        {diagnostic.severity,
         origin.text(),
         diagnostic.message,
         diagnostic.hint,
         underlined(source.text, diagnostic.span)}
    );
}

std::optional<domain::rules::Query> scope_of(const Values& values, std::vector<Mistake>& mistakes) {
    const std::string said = values.text(KeyId::scope);
    if (said.empty()) {
        return std::nullopt;
    }
    const SourceText source = source_text(values.of(KeyId::scope), said, 0);
    auto parsed = domain::rules::parse_query(said);
    for (const auto& diagnostic : parsed.diagnostics) {
        note_query(source, diagnostic, mistakes);
    }
    return std::move(parsed.query);
}

SecretPlace secret_of(const Values& values, std::vector<Mistake>& mistakes) {
    using enum SecretPlace::Kind;
    static constexpr std::array places{
        std::pair{KeyId::password_file, file},
        std::pair{KeyId::password_command, command},
        std::pair{KeyId::keyring, keyring},
        std::pair{KeyId::credential, systemd},
    };
    SecretPlace chosen;
    const Resolved* strongest = nullptr;
    for (const auto& [id, kind] : places) {
        const Resolved& one = values.of(id);
        if (one.level == Level::nobody || one.value == Value{false}) {
            continue;
        }
        if (strongest != nullptr && strongest->level == one.level) {
            mistakes.push_back(
                {domain::rules::Severity::error,
                 one.place(),
                 fmt::format("the password is in {} already", strongest->place()),
                 "keep one of them",
                 {}}
            );
        } else if (strongest == nullptr || strongest->level < one.level) {
            strongest = &one;
            chosen = {kind, kind == file ? values.path(id).string() : values.text(id)};
        }
    }
    return chosen;
}

void complain(
    const Values& values,
    KeyId id,
    std::string message,
    std::string hint,
    std::vector<Mistake>& mistakes
) {
    mistakes.push_back(
        {domain::rules::Severity::error,
         values.of(id).place(),
         std::move(message),
         std::move(hint),
         {}}
    );
}

/// A token or a client's secret may travel nowhere else.
std::string https_url(const Values& values, KeyId id, std::vector<Mistake>& mistakes) {
    std::string said = values.text(id);
    if (!said.starts_with("https://")) {
        complain(
            values,
            id,
            fmt::format("{} must be an https address", values.of(id).key->toml),
            {},
            mistakes
        );
    }
    return said;
}

Oauth oauth_of(const Values& values, std::vector<Mistake>& mistakes) {
    return {
        values.path(KeyId::oauth_client_file),
        https_url(values, KeyId::oauth_authorization_url, mistakes),
        https_url(values, KeyId::oauth_token_url, mistakes),
        https_url(values, KeyId::oauth_revocation_url, mistakes)
    };
}

ProxyChoice proxy_of(const Values& values, std::vector<Mistake>& mistakes) {
    ProxyChoice choice{values.text(KeyId::proxy), values.path(KeyId::proxy_secret_file)};
    // Flags and files are read by others; it is not quoted either.
    if (choice.address.find('@') != std::string::npos) {
        choice.address.clear();
        complain(
            values,
            KeyId::proxy,
            "a user and password do not belong in a proxy's address",
            "put USER:PASSWORD in a file of mode 0600, and name that: proxy_secret_file",
            mistakes
        );
    }
    return choice;
}

} // namespace

Settings make_settings(
    const std::vector<Resolved>& resolved, const Given& given, std::vector<Mistake>& mistakes
) {
    const Values values{resolved, given};
    Settings settings;
    settings.address = values.text(KeyId::address);
    settings.aliases = values.as<std::vector<std::string>>(KeyId::aliases);
    settings.host = values.text(KeyId::host);
    settings.port = values.number<std::uint16_t>(KeyId::port);
    settings.ca_file = values.path(KeyId::ca_file);
    settings.auth = values.choice<Auth>(KeyId::auth);
    settings.oauth = oauth_of(values, mistakes);
    settings.secret = secret_of(values, mistakes);
    settings.proxy = proxy_of(values, mistakes);
    settings.folder = values.text(KeyId::folder);
    settings.scope_text = values.text(KeyId::scope);
    settings.scope = scope_of(values, mistakes);
    settings.state_dir = values.path(KeyId::state_dir);
    if (settings.state_dir.empty()) {
        settings.state_dir = given.state_folder;
    }
    settings.lock_timeout = values.duration(KeyId::lock_timeout);
    settings.mode = values.choice<Mode>(KeyId::mode);
    settings.learn_from = values.choice<LearnFrom>(KeyId::learn_from);
    settings.learn_labels = values.as<std::vector<std::string>>(KeyId::learn_labels);
    settings.min_examples = values.number<std::uint32_t>(KeyId::min_examples);
    settings.target_precision = values.as<double>(KeyId::target_precision);
    settings.body_bytes = values.size(KeyId::body_bytes);
    settings.read = values.choice<Read>(KeyId::read);
    settings.bytes_per_day = values.size(KeyId::bytes_per_day);
    settings.actions_per_run = values.number<std::uint64_t>(KeyId::actions_per_run);
    settings.actions_per_minute = values.number<std::uint64_t>(KeyId::actions_per_minute);
    settings.settle = values.duration(KeyId::settle);
    settings.watch_renewal = values.duration(KeyId::watch_renewal);
    settings.watch_reconcile = values.duration(KeyId::watch_reconcile);
    return settings;
}

domain::rules::ProtectText protect_text(const std::vector<Resolved>& values) {
    domain::rules::ProtectText protect;
    const Resolved& from = values[static_cast<std::size_t>(KeyId::protect_from)];
    if (const auto* const items = std::get_if<std::vector<std::string>>(&from.value)) {
        for (std::size_t i = 0; i < items->size(); ++i) {
            protect.from.push_back(source_text(from, (*items)[i], i));
        }
    }
    const Resolved& query = values[static_cast<std::size_t>(KeyId::protect_query)];
    if (const auto* const text = std::get_if<std::string>(&query.value)) {
        protect.query = source_text(query, *text, 0);
    }
    return protect;
}

std::optional<ports::Failure> missing_for_login(const Settings& settings) {
    if (!settings.address.empty()) {
        return std::nullopt;
    }
    return ports::Failure{
        ports::FailureKind::config,
        "no account to log in to",
        "say --user ADDRESS, or set address in the config file",
        {}
    };
}

} // namespace config
