#include "app/compose/options.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>

namespace compose {

namespace {

usecase::WorkingFolder working_folder(const config::Settings& settings) {
    const bool folders = settings.learn_from == config::LearnFrom::folders;
    return {folders ? usecase::LearnFrom::folders : usecase::LearnFrom::labels, settings.folder};
}

domain::learning::Owner owner(const config::Settings& settings) {
    domain::learning::Owner owner;
    owner.addresses.push_back(domain::ascii_lowered(settings.address));
    for (const auto& alias : settings.aliases) {
        owner.addresses.push_back(domain::ascii_lowered(alias));
    }
    return owner;
}

domain::learning::GatePolicy gate_policy(const config::Settings& settings) {
    domain::learning::GatePolicy policy;
    policy.min_examples = settings.min_examples;
    policy.target_precision = settings.target_precision;
    return policy;
}

/// Nothing where the model's test is to say it.
std::optional<domain::evaluation::Stage> stage(config::Read read) {
    using domain::evaluation::Stage;
    switch (read) {
    case config::Read::automatic:
        return std::nullopt;
    case config::Read::headers:
        return Stage::headers;
    case config::Read::undecided:
        return Stage::text_of_undecided;
    case config::Read::all:
        return Stage::text_of_all;
    }
    return std::nullopt;
}

/// As the user said it for this run: the config file's number is a rule for every run.
std::optional<std::uint64_t> max_actions(const config::Loaded& loaded) {
    const auto& resolved =
        loaded.values.at(static_cast<std::size_t>(config::KeyId::actions_per_run));
    const bool for_this_run =
        resolved.level == config::Level::flag || resolved.level == config::Level::variable;
    return for_this_run ? std::optional{loaded.settings.actions_per_run} : std::nullopt;
}

} // namespace

usecase::SyncOptions sync_options(const config::Loaded& loaded) {
    const auto& settings = loaded.settings;
    usecase::SyncOptions options;
    options.folder = working_folder(settings);
    options.text_bytes = settings.body_bytes;
    options.stage = stage(settings.read);
    options.decided_from = gate_policy(settings).limit;
    options.owner = owner(settings);
    options.bytes_per_day = settings.bytes_per_day;
    return options;
}

usecase::LearnOptions learn_options(const config::Loaded& loaded) {
    return {
        {loaded.settings.learn_labels}, gate_policy(loaded.settings), {loaded.settings.body_bytes}
    };
}

usecase::SuggestRulesOptions suggest_rules_options(const config::Loaded& loaded) {
    const auto own = owner(loaded.settings).addresses;
    usecase::SuggestRulesOptions options;
    options.lessons = {loaded.settings.learn_labels};
    options.gate = gate_policy(loaded.settings);
    options.context.own = {own.begin(), own.end()};
    return options;
}

usecase::PlanOptions plan_options(const config::Loaded& loaded) {
    const auto& settings = loaded.settings;
    usecase::PlanOptions options;
    options.account = settings.address;
    options.folder = working_folder(settings);
    options.rules = loaded.rules;
    options.owner = owner(settings);
    options.context.own = {options.owner.addresses.begin(), options.owner.addresses.end()};
    options.scope = settings.scope;
    options.scope_text = settings.scope_text;
    options.gate = gate_policy(settings);
    options.policy.acts_from = options.gate.limit;
    options.policy.settle = settings.settle;
    options.bytes_per_day = settings.bytes_per_day;
    return options;
}

usecase::ApplyOptions apply_options(const config::Loaded& loaded) {
    const auto& settings = loaded.settings;
    usecase::ApplyOptions options;
    options.folder = working_folder(settings);
    options.account = settings.address;
    options.rules = domain::rules::fingerprint(loaded.rules);
    options.max_actions = max_actions(loaded);
    options.default_actions = settings.actions_per_run;
    options.bytes_per_day = settings.bytes_per_day;
    return options;
}

usecase::UndoOptions undo_options(const config::Loaded& loaded) {
    usecase::UndoOptions options;
    options.folder = working_folder(loaded.settings);
    options.bytes_per_day = loaded.settings.bytes_per_day;
    return options;
}

usecase::WatchOptions watch_options(const config::Loaded& loaded) {
    usecase::WatchOptions options;
    options.sync = sync_options(loaded);
    options.plan = plan_options(loaded);
    options.apply = apply_options(loaded);
    options.act = loaded.settings.mode == config::Mode::apply;
    options.limits.actions_per_minute = loaded.settings.actions_per_minute;
    options.reconcile = loaded.settings.watch_reconcile;
    return options;
}

} // namespace compose
