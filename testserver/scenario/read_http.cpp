#include "testserver/scenario/oauth_error.hpp"
#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/scenario_words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace testserver {
namespace {

constexpr std::uint64_t most_zeros = std::uint64_t{64} * 1024 * 1024; // O5 needs 10 MB.

bool is_field_text(std::string_view text) {
    return text.find_first_of("\r\n") == std::string_view::npos;
}

void add_header(
    HttpChange& change, std::string name, const toml::node& node, ScenarioNotes& notes
) {
    auto value = notes.text(node).value_or("");
    if (!is_field_text(value) || !is_field_text(name)) {
        notes.complain(node, "a header is one line");
    } else {
        change.headers.emplace_back(std::move(name), std::move(value));
    }
}

void read_headers(HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
    const auto* table = node.as_table();
    if (table == nullptr) {
        notes.complain(node, "headers = { Retry-After = \"30\" } is expected here");
        return;
    }
    for (const auto& [key, value] : *table) {
        add_header(change, std::string{key.str()}, value, notes);
    }
}

std::optional<std::string> json_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) {
        return json_string(*text);
    }
    if (const auto number = node.value_exact<std::int64_t>()) {
        return std::to_string(*number);
    }
    if (const auto truth = node.value_exact<bool>()) {
        return *truth ? "true" : "false";
    }
    return std::nullopt;
}

void read_set(HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
    const auto* table = node.as_table();
    if (table == nullptr) {
        notes.complain(node, "set = { expires_in = 0 } is expected here");
        return;
    }
    for (const auto& [key, value] : *table) {
        if (auto json = json_of(value)) {
            change.set.push_back({std::string{key.str()}, *std::move(json)});
        } else {
            notes.complain(value, "a text, a whole number, true or false is expected here");
        }
    }
}

void read_error(HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
    std::vector<std::string_view> known;
    for (const auto& error : oauth_errors()) {
        known.push_back(error.name);
    }
    if (const auto place = notes.word(node, known)) {
        const auto& error = oauth_errors()[*place];
        change.status = error.status;
        change.body = body_of(error);
    }
}

constexpr std::array<Field<HttpChange>, 12> fields{{
    {"status",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         const auto status = notes.number(node).value_or(0);
         if (status < 200 || status > 599) {
             notes.complain(node, "a status is 200 to 599; say 100 and 103 with raw");
         } else {
             change.status = static_cast<unsigned>(status);
         }
     }},
    {"body",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         change.body = notes.text(node);
     }},
    {"zeros",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         change.zeros = notes.number(node).value_or(0);
         if (change.zeros > most_zeros) {
             notes.complain(node, "at most " + std::to_string(most_zeros) + " bytes");
         }
     }},
    {"html",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         change.body = notes.text(node);
         change.content_type = "text/html; charset=utf-8";
     }},
    {"type",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         change.content_type = notes.text(node);
         if (!is_field_text(change.content_type.value_or(""))) {
             notes.complain(node, "a type is one line");
         }
     }},
    {"error", read_error},
    {"redirect",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         change.status = change.status.value_or(302);
         change.body = "";
         add_header(change, "Location", node, notes);
     }},
    {"retry_after",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         add_header(change, "Retry-After", node, notes);
     }},
    {"headers", read_headers},
    {"set", read_set},
    {"remove",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         change.remove = notes.texts(node);
     }},
    {"damage",
     [](HttpChange& change, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, damage_words)) {
             change.damage = static_cast<HttpDamage>(*place);
         }
     }},
}};

using Words = std::span<const std::string_view>;

/// What a trigger may say of a request.
constexpr std::array<std::string_view, 10> request_triggers{
    "endpoint", "phase", "conn", "cmd", "args", "nth", "after", "p", "when", "event"
};
/// The same for a connection to the OAuth endpoint before its first request, and for how it is met
/// from a moment on.
constexpr std::array<std::string_view, 10> connection_triggers{
    "endpoint", "phase", "conn", "nth", "raw_byte", "at", "every", "after", "p", "event"
};

// Where an action makes sense.
constexpr unsigned in_request = 1;
constexpr unsigned on_connection = 2;
constexpr unsigned at_moment = 4; // There is no connection then.
constexpr unsigned everywhere = in_request | on_connection | at_moment;

constexpr std::array<std::pair<std::string_view, unsigned>, 20> oauth_actions{{
    {"http", in_request},
    {"raw", in_request | on_connection},
    {"raw_hex", on_connection},
    {"raw_zeros", in_request | on_connection},
    {"swallow", in_request},
    {"apply_then", in_request},
    {"delay", in_request | on_connection},
    {"drip", in_request},
    {"split", in_request},
    {"stall", in_request | on_connection},
    {"stop_reading", in_request | on_connection},
    {"close", in_request | on_connection},
    {"tls", everywhere},
    {"close_all", everywhere},
    {"down", everywhere},
    {"deaf", everywhere},
    {"mailbox", everywhere},
    {"token", everywhere},
    {"disable", everywhere},
    {"enable", everywhere},
}};

/// What a rule may say in `on` and `do`, and of what that is true.
struct Allowed {
    Words triggers;
    unsigned place = 0; ///< Of the actions.
    std::string_view of;
};

/// Nothing where the rule does not speak of the OAuth endpoint.
std::optional<Allowed> allowed_for(const Trigger& on) {
    if (!on.oauth) {
        return std::nullopt;
    }
    if (on.phase == TriggerPhase::http) {
        return Allowed{request_triggers, in_request, "phase = \"http\""};
    }
    if (occasion_of(on) == Occasion::time) {
        return Allowed{connection_triggers, at_moment, "endpoint = \"oauth\" and a moment"};
    }
    return Allowed{connection_triggers, on_connection, "endpoint = \"oauth\""};
}

bool is_action_at(unsigned place, std::string_view word) {
    return std::ranges::any_of(oauth_actions, [&](const auto& action) {
        return action.first == word && (action.second & place) != 0;
    });
}

bool is_before_requests(const Trigger& on) {
    const auto occasion = occasion_of(on);
    return occasion == Occasion::accept || occasion == Occasion::handshake ||
           occasion == Occasion::time || occasion == Occasion::request;
}

template <typename IsKnown>
void complain_of_others(
    const toml::table& table, IsKnown is_known, std::string_view of, ScenarioNotes& notes
) {
    for (const auto& [key, node] : table) {
        if (!is_known(key.str())) {
            notes.complain(
                key, '"' + std::string{key.str()} + "\" does not go with " + std::string{of}
            );
        }
    }
}

} // namespace

HttpChange read_http_change(const toml::node& node, ScenarioNotes& notes) {
    HttpChange change;
    const auto* table = node.as_table();
    if (table == nullptr) {
        notes.complain(node, "http = { status = 503 } is expected here");
        return change;
    }
    read_fields<HttpChange>(*table, fields, change, notes);
    std::ranges::sort(change.headers); // As they come back from a decision log.
    if (change.replaces() && !(change.set.empty() && change.remove.empty())) {
        notes.complain(node, "set and remove change the own answer, and this is another one");
    }
    return change;
}

void check_http_rule(const toml::table& rule, const Rule& read, ScenarioNotes& notes) {
    const auto allowed = allowed_for(read.on);
    if (const auto* on = rule.get_as<toml::table>("on"); on != nullptr && allowed) {
        const auto is_trigger = [&](std::string_view word) {
            return std::ranges::find(allowed->triggers, word) != allowed->triggers.end();
        };
        complain_of_others(*on, is_trigger, allowed->of, notes);
        if (!is_before_requests(read.on)) {
            notes.complain(
                *on, "endpoint = \"oauth\" knows accept, client_hello, handshake, http and moments"
            );
        }
    }
    const auto* actions = rule.get_as<toml::array>("do");
    if (actions == nullptr) {
        return;
    }
    for (const auto& node : *actions) {
        const auto* done = node.as_table();
        if (done != nullptr && allowed) {
            const auto is_action = [&](std::string_view word) {
                return is_action_at(allowed->place, word);
            };
            complain_of_others(*done, is_action, allowed->of, notes);
        } else if (done != nullptr && done->contains("http")) {
            notes.complain(node, "http needs on = { phase = \"http\" }");
        }
    }
    const bool of_a_moment = read.on.oauth && occasion_of(read.on) == Occasion::time;
    if (of_a_moment && std::ranges::any_of(read.actions, [](const Action& action) {
            return std::holds_alternative<action::Fault>(action);
        })) {
        notes.complain(rule, "at a moment tls can say how the OAuth endpoint is met, and no fault");
    }
}

} // namespace testserver
