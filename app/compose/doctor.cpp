#include "app/compose/doctor.hpp"

#include "adapters/system/private_memory.hpp"
#include "app/compose/account.hpp"
#include "app/compose/credentials.hpp"
#include "app/compose/options.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <system_error>

namespace compose {

namespace fs = std::filesystem;
using domain::rules::Severity;
using ports::FailureKind;
using usecase::Grade;

namespace {

std::string_view name_of(config::Mode mode) {
    switch (mode) {
    case config::Mode::off:
        return "off";
    case config::Mode::suggest:
        return "suggest";
    case config::Mode::apply:
        return "apply";
    }
    return {};
}

/// Of the folder that will hold the state, or the nearest one above it that exists.
ports::Result<domain::Bytes> free_space(fs::path folder) {
    std::error_code error;
    folder = fs::absolute(folder, error);
    while (!fs::exists(folder, error) && folder.has_relative_path()) {
        folder = folder.parent_path();
    }
    const auto space = fs::space(folder, error);
    if (error) {
        return ports::fail(
            FailureKind::local_io,
            fmt::format("Cannot tell the space left in {}: {}", folder.string(), error.message())
        );
    }
    return domain::Bytes{space.available};
}

} // namespace

ConfigExamined examine_config(const config::Loaded& loaded) {
    ConfigExamined examined;
    for (const auto& mistake : loaded.mistakes) {
        const bool wrong = mistake.severity == Severity::error;
        examined.findings.push_back(
            {"config",
             wrong ? Grade::bad : Grade::warning,
             fmt::format("{}: {}", mistake.place, mistake.message),
             mistake.hint,
             FailureKind::config}
        );
    }
    examined.usable = !config::failure(loaded.mistakes);
    if (auto missing = config::missing_for_login(loaded.settings)) {
        examined.findings.push_back(usecase::bad("config", *missing));
        examined.usable = false;
    }
    if (examined.findings.empty()) {
        examined.findings.push_back(
            {"config",
             Grade::good,
             fmt::format(
                 "{}; {} rules, mode {}",
                 loaded.file.empty() ? "no file" : loaded.file.string(),
                 loaded.rules.rules.size(),
                 name_of(loaded.settings.mode)
             ),
             {}}
        );
    }
    return examined;
}

usecase::Findings examine_account(
    const config::Loaded& loaded,
    Outside& outside,
    ports::Reporter& reporter,
    const std::stop_token& stop
) {
    const auto& settings = loaded.settings;
    auto account = Account::open(loaded, {outside, reporter, stop}, StateUse::inspect);
    const auto chosen = secret_store(settings, stop);
    usecase::Patient patient{
        settings.address,
        settings.auth == config::Auth::oauth ? "by OAuth" : "with a password",
        settings.host,
        sync_options(loaded).folder,
        learn_options(loaded).gate,
        settings.bytes_per_day,
        *chosen.store,
        chosen.why,
        account ? ports::Result<ports::StateStore*>{&(*account)->world().state}
                : ports::fail(account.error()),
        free_space(settings.state_dir),
        os::memory_is_private()
    };
    const auto server = server_probe(settings, outside, reporter);
    return usecase::examine(patient, *server, outside.clock(), stop);
}

} // namespace compose
