#include "app/compose/load_settings.hpp"

#include "adapters/system/folders.hpp"

#include <utility>

namespace compose {

using ports::Result;

Result<config::Loaded> load_settings(const Flags& flags) {
    config::Given given;
    given.flags = flags;
    given.variables = config::own_variables();
    given.home = os::environment("HOME").value_or("");
    const auto folders = os::user_folders();
    if (folders) {
        given.config_folder = folders->config;
        given.state_folder = folders->state;
    } else if (!flags.contains("state-dir") &&
               !given.variables.contains("GMAIL_CLASSIFIER_STATE_DIR")) {
        return ports::fail(folders.error());
    }
    return config::load(given);
}

Result<config::Loaded> usable_settings(const Flags& flags, ports::Reporter& reporter) {
    auto loaded = load_settings(flags);
    if (!loaded) {
        return loaded;
    }
    if (auto wrong = config::failure(loaded->mistakes)) {
        return ports::fail(*std::move(wrong));
    }
    for (const auto& mistake : loaded->mistakes) {
        reporter.report(ports::Warning{mistake.place + ": " + mistake.message, mistake.hint});
    }
    return loaded;
}

} // namespace compose
