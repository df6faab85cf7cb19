#include "testserver/program/control_desk.hpp"

#include "testserver/program/make_world.hpp"

#include <utility>

namespace testserver::program {

namespace {

constexpr std::string_view of_preset = ": "; ///< Between a login name and a rule of its preset.

void add_rules(control::Status& status, const std::string& prefix, const Engine& engine) {
    for (const auto& rule : engine.scenario().rules) {
        status.rules.push_back({prefix + rule.name, engine.fired(rule.name), rule.required});
    }
}

} // namespace

control::Status ControlDesk::status() const {
    const auto* engine = run_.engine();
    control::Status status;
    status.scenario = options_.scenario;
    status.profile = options_.profile == Profile::gmail ? "gmail" : "rfc";
    status.clock = clock_.runs() ? "real" : "virtual";
    status.time = clock_.now() - run_.start();
    if (engine != nullptr) {
        status.open_connections = engine->open_connections();
        status.bytes_served = engine->bytes_served();
        status.problems = engine->problems(clock_.now());
        add_rules(status, "", *engine);
    }
    for (const auto& [login_name, played] : run_.presets().played()) {
        const auto prefix = login_name + std::string{of_preset};
        add_rules(status, prefix, played.engine);
        for (const auto& problem : played.engine.problems(clock_.now())) {
            status.problems.push_back(prefix + problem);
        }
    }
    return status;
}

std::vector<std::string> ControlDesk::rule_names() const {
    std::vector<std::string> names;
    for (const auto& rule : status().rules) {
        names.push_back(rule.name);
    }
    return names;
}

control::Firing ControlDesk::fire(const std::string& rule) {
    auto* engine = run_.engine();
    std::string_view name{rule};
    if (const auto at = name.find(of_preset); at != std::string_view::npos) {
        if (auto* preset = run_.presets().engine_of(name.substr(0, at))) {
            engine = preset;
            name.remove_prefix(at + of_preset.size());
        }
    }
    switch (engine->fire(name, clock_.now())) {
    case Engine::Firing::at_next_command:
        return control::Firing::at_next_command;
    case Engine::Firing::at_next_request:
        return control::Firing::at_next_request;
    case Engine::Firing::at_once:
        break;
    }
    return control::Firing::at_once;
}

Milliseconds ControlDesk::advance(Milliseconds by) {
    return server_->advance(by);
}

std::optional<control::Refused> ControlDesk::reset() {
    const auto* engine = run_.engine();
    // First: when it fails, nothing has changed.
    auto fresh = make_world(options_, engine != nullptr ? engine->scenario() : Scenario{});
    if (!fresh) {
        return control::Refused{fresh.error().sentence, fresh.error().hint};
    }
    server_->cut_all();
    world_ = *std::move(fresh);
    oauth_.start_over();
    run_.start_over(world_);
    return std::nullopt;
}

control::JournalPart ControlDesk::journal(std::uint64_t from, std::size_t most) const {
    return run_.journal().part(from, most);
}

} // namespace testserver::program
