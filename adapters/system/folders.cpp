#include "adapters/system/folders.hpp"

#include <cstdlib>
#include <utility>

namespace os {

using ports::Result;

namespace fs = std::filesystem;

namespace {

constexpr const char* own_name = "gmail-classifier";

std::optional<fs::path> absolute(const Environment& variable, const char* name) {
    const auto value = variable(name);
    return value && fs::path{*value}.is_absolute() ? std::optional<fs::path>{*value} : std::nullopt;
}

Result<fs::path> folder(const Environment& variable, const char* name, const char* below_home) {
    if (const auto base = absolute(variable, name)) {
        return *base / own_name;
    }
    if (const auto home = absolute(variable, "HOME")) {
        return *home / below_home / own_name;
    }
    return ports::fail(
        ports::FailureKind::config,
        "There is no home folder: HOME is not set",
        std::string{"Set HOME, or "} + name + ", to an absolute path."
    );
}

} // namespace

std::optional<std::string> environment(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the program has one thread.
    const char* const value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

Result<Folders> user_folders(const Environment& variable) {
    auto config = folder(variable, "XDG_CONFIG_HOME", ".config");
    auto state = folder(variable, "XDG_STATE_HOME", ".local/state");
    auto cache = folder(variable, "XDG_CACHE_HOME", ".cache");
    for (auto* const one : {&config, &state, &cache}) {
        if (!*one) {
            return ports::fail(std::move(*one).error());
        }
    }
    return Folders{*std::move(config), *std::move(state), *std::move(cache)};
}

} // namespace os
