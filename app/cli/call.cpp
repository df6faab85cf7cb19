#include "app/cli/call.hpp"

#include "app/cli/files.hpp"
#include "app/compose/load_settings.hpp"

#include <filesystem>
#include <utility>

namespace cli {

using ports::Result;

Result<const config::Loaded*> Call::settings() {
    if (!settings_) {
        auto loaded = compose::usable_settings(arguments_.settings, surroundings_.reporter);
        if (!loaded) {
            return ports::fail(std::move(loaded).error());
        }
        settings_ = *std::move(loaded);
    }
    return &*settings_;
}

Result<compose::Account*>
Call::account(compose::StateUse use, const imap::supervise::Policy& reconnect) {
    if (!account_) {
        const auto loaded = settings();
        if (!loaded) {
            return ports::fail(loaded.error());
        }
        auto opened = compose::Account::open(
            **loaded,
            {surroundings_.outside, surroundings_.reporter, surroundings_.stop, {}, reconnect},
            use
        );
        if (!opened) {
            return ports::fail(std::move(opened).error());
        }
        account_ = *std::move(opened);
    }
    return account_.get();
}

Result<usecase::PlanFile> Call::plan(compose::StateUse use) {
    const auto named = arguments_.operands.empty() ? std::string{} : arguments_.operands.front();
    std::error_code no_matter;
    if (!named.empty() && std::filesystem::is_regular_file(named, no_matter)) {
        auto text = read_file(named);
        if (!text) {
            return ports::fail(std::move(text).error());
        }
        return usecase::PlanFile::parse(*std::move(text));
    }
    const auto opened = account(use);
    if (!opened) {
        return ports::fail(opened.error());
    }
    return usecase::PlanFile::load((*opened)->world().state.plans(), named);
}

} // namespace cli
