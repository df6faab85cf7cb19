#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/scenario_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace testserver {
namespace {

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
    return text;
}

constexpr std::array<Field<Trigger>, 6> when_fields{{
    {"bytes_served",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.bytes_served = notes.number(node);
     }},
    {"downloaded",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.downloaded = notes.number(node);
     }},
    {"uploaded",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.uploaded = notes.number(node);
     }},
    {"within",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         assign(on.window, notes.duration(node));
     }},
    {"token",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         constexpr std::array<std::string_view, 1> known{"expired"};
         on.token_expired = notes.word(node, known).has_value();
     }},
    {"open_connections",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.open_connections = notes.number(node);
     }},
}};

void read_when(Trigger& on, const toml::node& node, ScenarioNotes& notes) {
    if (const auto* table = node.as_table()) {
        read_fields<Trigger>(*table, when_fields, on, notes);
        if (table->contains("within") && !on.downloaded && !on.uploaded) {
            notes.complain(
                *table, "within says in which time: { downloaded = 1000, within = \"1h\" }"
            );
        }
        if (on.downloaded && on.uploaded) {
            notes.complain(
                *table, "downloaded and uploaded are met at different places: a rule each"
            );
        }
        if (on.window.count() == 0) {
            notes.complain(*table, "within needs some time");
        }
    } else {
        notes.complain(node, "a table such as { bytes_served = 1000 } is expected here");
    }
}

constexpr std::array<Field<Trigger>, 20> fields{{
    {"conn",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.swept_connections = notes.counted_sweep(node);
         if (!on.swept_connections) {
             assign(on.connections, notes.ordinals(node));
         }
     }},
    {"cmd",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.command = upper(notes.text(node).value_or(""));
     }},
    {"args",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.arguments = notes.pattern(node);
     }},
    {"nth",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.swept_nth = notes.counted_sweep(node);
         if (!on.swept_nth) {
             assign(on.nth, notes.ordinals(node));
         }
     }},
    {"phase",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, phase_words)) {
             on.phase = static_cast<TriggerPhase>(*place);
         }
     }},
    {"out_byte",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.out_byte = notes.offset(node);
     }},
    {"in_byte",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.in_byte = notes.offset(node);
     }},
    {"literal_byte",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.literal_byte = notes.offset(node);
     }},
    {"raw_byte",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.raw_byte = notes.offset(node);
     }},
    {"line",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) { on.line = notes.offset(node); }
    },
    {"at",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) { on.at = notes.duration(node); }
    },
    {"every",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.every = notes.duration(node);
         if (on.every == Milliseconds{0}) {
             notes.complain(node, "every needs some time in between");
             on.every.reset();
         }
     }},
    {"age",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.age = notes.duration(node);
     }},
    {"idle_for",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.idle_for = notes.duration(node);
     }},
    {"after",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.after = notes.text(node).value_or("");
     }},
    {"account",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.account = notes.text(node).value_or("");
     }},
    {"endpoint",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         constexpr std::array<std::string_view, 2> endpoints{"mail", "oauth"};
         on.oauth = notes.word(node, endpoints) == 1;
     }},
    {"p",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.probability = notes.fraction(node).value_or(1);
     }},
    {"when", read_when},
    {"event",
     [](Trigger& on, const toml::node& node, ScenarioNotes& notes) {
         on.event = notes.number(node);
     }},
}};

} // namespace

Trigger read_trigger(const toml::node& node, ScenarioNotes& notes) {
    Trigger on;
    if (const auto* table = node.as_table()) {
        read_fields<Trigger>(*table, fields, on, notes);
        on.oauth = on.oauth || on.phase == TriggerPhase::http;
    } else {
        notes.complain(node, "on is a table: on = { cmd = \"UID FETCH\", nth = 3 }");
    }
    return on;
}

} // namespace testserver
