#include "testserver/scenario/preset_stage.hpp"

#include "testserver/scenario/preset.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <algorithm>
#include <utility>

namespace testserver {
namespace {

/// A client's user reads this, so it says what to do.
std::string refusal(std::string_view tag, std::string_view word) {
    const auto near = nearest_preset(word);
    return std::string{tag} + " NO [AUTHENTICATIONFAILED] No preset begins at login as \"" +
           escaped(word.substr(0, 40)) + "\"" + (near.empty() ? "" : ", did you mean " + near) +
           "? fake-gmail --list-presets lists them. (Failure)\r\n";
}

} // namespace

PresetStage::PresetStage(Interceptor& others, WorldEffects& world, LogFor log_for)
    : others_(others), world_(world), log_for_(std::move(log_for)) {}

void PresetStage::start_over() {
    moved_.clear();
    presets_.clear();
}

std::vector<std::pair<std::string, PresetStage::Played>> PresetStage::played() const {
    std::vector<std::pair<std::string, Played>> all;
    for (const auto& [name, preset] : presets_) {
        all.emplace_back(name, Played{*preset.row, *preset.engine});
    }
    return all;
}

Engine* PresetStage::engine_of(std::string_view login_name) {
    const auto found = presets_.find(std::string{login_name});
    return found == presets_.end() ? nullptr : found->second.engine.get();
}

void PresetStage::client_ended(ClientEnd end) {
    for (auto& [name, preset] : presets_) {
        preset.engine->client_ended(end);
    }
}

PresetStage::Place PresetStage::place_of(const ConnectionFacts& facts) {
    Place place{&others_, facts};
    if (const auto found = moved_.find(facts.ordinal); found != moved_.end()) {
        place.interceptor = found->second.engine;
        place.facts.ordinal = found->second.ordinal;
    }
    return place;
}

/// False when there is no such preset.
bool PresetStage::move_to_preset(
    const ConnectionFacts& facts, const std::string& login_name, Instant now
) {
    const auto word = preset_word(login_name);
    const auto* row = word ? preset_row(*word) : nullptr;
    if (row == nullptr) {
        return false;
    }
    auto& preset = presets_[login_name];
    if (preset.engine == nullptr) {
        preset.row = row;
        auto log = log_for_ ? log_for_(login_name) : LogSink{};
        auto read = read_scenario(row->scenario, std::string{row->id});
        preset.engine =
            std::make_unique<Engine>(std::move(read.scenario), world_, now, std::move(log));
    }
    others_.on_close(facts, now);
    const auto& moved =
        moved_.emplace(facts.ordinal, Moved{preset.engine.get(), ++preset.connections})
            .first->second;
    auto own = facts;
    own.ordinal = moved.ordinal;
    preset.engine->on_accept(own, now);
    return true;
}

/// For clients that say their name in a line of its own, behind AUTHENTICATE.
void PresetStage::move_once_named(const ConnectionFacts& facts, Instant now) {
    if (!facts.user.empty() && !moved_.contains(facts.ordinal)) {
        move_to_preset(facts, facts.user, now);
    }
}

Listening PresetStage::listening(Instant now) const {
    return others_.listening(now);
}

Listening PresetStage::http_listening(Instant now) const {
    return others_.http_listening(now);
}

Admission PresetStage::on_accept(const ConnectionFacts& connection, Instant now) {
    return others_.on_accept(connection, now);
}

Treatment PresetStage::on_command(const ConnectionFacts& connection, const CommandSeen& command) {
    const auto word = preset_word(command.login_name);
    if (word && !moved_.contains(connection.ordinal) &&
        !move_to_preset(connection, command.login_name, command.now)) {
        Treatment refused;
        refused.run = false;
        refused.after = {step::Send{refusal(command.tag, *word)}};
        return refused;
    }
    const auto place = place_of(connection);
    return place.interceptor->on_command(place.facts, command);
}

Treatment PresetStage::on_announced(const ConnectionFacts& connection, const CommandSeen& head) {
    const auto place = place_of(connection);
    return place.interceptor->on_announced(place.facts, head);
}

Admission PresetStage::on_http_accept(const ConnectionFacts& connection, Instant now) {
    return others_.on_http_accept(connection, now);
}

void PresetStage::on_request_over(const ConnectionFacts& connection, Instant now) {
    others_.on_request_over(connection, now);
}

/// A request tells no login name, so it is never a preset's.
HttpTreatment
PresetStage::on_request(const ConnectionFacts& connection, const RequestSeen& request) {
    return others_.on_request(connection, request);
}

void PresetStage::on_input(const ConnectionFacts& connection, std::string& bytes, Instant now) {
    const auto place = place_of(connection);
    place.interceptor->on_input(place.facts, bytes, now);
}

Steps PresetStage::on_output(const ConnectionFacts& connection, std::string bytes, Instant now) {
    move_once_named(connection, now);
    const auto place = place_of(connection);
    return place.interceptor->on_output(place.facts, std::move(bytes), now);
}

Steps PresetStage::take_steps(const ConnectionFacts& connection, Instant now) {
    const auto place = place_of(connection);
    return place.interceptor->take_steps(place.facts, now);
}

void PresetStage::on_close(const ConnectionFacts& connection, Instant now) {
    const auto place = place_of(connection);
    place.interceptor->on_close(place.facts, now);
    moved_.erase(connection.ordinal);
}

std::optional<Instant> PresetStage::next_moment() const {
    auto moment = others_.next_moment();
    for (const auto& [name, preset] : presets_) {
        const auto own = preset.engine->next_moment();
        if (own && (!moment || *own < *moment)) {
            moment = own;
        }
    }
    return moment;
}

void PresetStage::on_time(Instant now) {
    others_.on_time(now);
    for (auto& [name, preset] : presets_) {
        preset.engine->on_time(now);
    }
}

} // namespace testserver
