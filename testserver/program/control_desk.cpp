#include "testserver/program/control_desk.hpp"

#include "testserver/program/make_world.hpp"

#include <utility>

namespace testserver::program {

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
        for (const auto& rule : engine->scenario().rules) {
            status.rules.push_back({rule.name, engine->fired(rule.name), rule.required});
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
    switch (run_.engine()->fire(rule, clock_.now())) {
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
