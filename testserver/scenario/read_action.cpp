#include "testserver/scenario/malformed.hpp"
#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/scenario_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

namespace testserver {
namespace {

using Actions = std::vector<Action>;

constexpr std::size_t longest_raw = std::size_t{64} * 1024 * 1024; // FAULTS C16

/// TOML holds no bytes that are not UTF-8.
std::optional<std::string> from_hex(std::string_view digits) {
    std::string bytes;
    for (; digits.size() > 1; digits.remove_prefix(2)) {
        unsigned code = 0;
        const auto* end = digits.data() + 2;
        if (std::from_chars(digits.data(), end, code, 16).ptr != end) {
            return std::nullopt;
        }
        bytes += static_cast<char>(code);
    }
    return digits.empty() ? std::optional{bytes} : std::nullopt;
}

constexpr std::array<std::string_view, 2> after_words{"nothing", "answer"};

template <typename Made, std::string Made::* member>
void text_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    Made made;
    made.*member = notes.text(node).value_or("");
    list.emplace_back(std::move(made));
}

/// "x = true" says it; "x = false" says nothing.
template <typename Made>
void flag_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    if (notes.truth(node).value_or(false)) {
        list.emplace_back(Made{});
    }
}

/// A duration, or true for ever.
template <typename Made>
void wait_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    Made made;
    if (!node.is_boolean()) {
        made.time = notes.duration(node);
    }
    list.emplace_back(made);
}

std::optional<Closing> closing(const toml::node& node, ScenarioNotes& notes) {
    const auto place = notes.word(node, closing_words);
    return place ? std::optional{static_cast<Closing>(*place)} : std::nullopt;
}

void close_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    action::Close made;
    const auto take = [&](const toml::node& one) {
        if (const auto how = closing(one, notes)) {
            made.how.push_back(*how);
        }
    };
    if (const auto* several = node.as_array()) {
        for (const auto& one : *several) {
            take(one);
        }
    } else {
        take(node);
    }
    if (!made.how.empty()) {
        list.emplace_back(std::move(made));
    }
}

constexpr std::array<Field<action::Rewrite>, 2> rewrite_fields{{
    {"find",
     [](action::Rewrite& rewrite, const toml::node& node, ScenarioNotes& notes) {
         assign(rewrite.find, notes.pattern(node));
     }},
    {"put",
     [](action::Rewrite& rewrite, const toml::node& node, ScenarioNotes& notes) {
         assign(rewrite.put, notes.text(node));
     }},
}};

void rewrite_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    action::Rewrite rewrite;
    const auto* table = node.as_table();
    if (table != nullptr && table->contains("find")) {
        read_fields<action::Rewrite>(*table, rewrite_fields, rewrite, notes);
        if (const auto problem = rewrite.find.problem_with(rewrite.put); !problem.empty()) {
            notes.complain(node, "put does not go with find: " + problem);
        }
        list.emplace_back(std::move(rewrite));
    } else {
        notes.complain(
            node, "rewrite = { find = \"UIDNEXT \\\\d+\", put = \"UIDNEXT 1\" } is expected"
        );
    }
}

constexpr std::array<Field<action::Drip>, 2> drip_fields{{
    {"bytes",
     [](action::Drip& drip, const toml::node& node, ScenarioNotes& notes) {
         drip.bytes = std::max<std::uint64_t>(1, notes.number(node).value_or(1));
     }},
    {"every",
     [](action::Drip& drip, const toml::node& node, ScenarioNotes& notes) {
         assign(drip.every, notes.duration(node));
     }},
}};

void drip_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    action::Drip drip;
    if (const auto* table = node.as_table()) {
        read_fields<action::Drip>(*table, drip_fields, drip, notes);
        list.emplace_back(drip);
    } else {
        notes.complain(node, "drip = { bytes = 1, every = \"10ms\" } is expected here");
    }
}

/// A tls table: how to meet connections from now on, and faults of this one.
struct Tls {
    action::Meet meet;
    bool meets = false;
    std::vector<TlsFault> faults;
};

template <std::optional<bool> action::Meet::* member>
void meet_flag(Tls& tls, const toml::node& node, ScenarioNotes& notes) {
    tls.meet.*member = notes.truth(node);
    tls.meets = true;
}

template <std::optional<TlsVersion> action::Meet::* member>
void meet_version(Tls& tls, const toml::node& node, ScenarioNotes& notes) {
    if (const auto place = notes.word(node, version_words)) {
        tls.meet.*member = static_cast<TlsVersion>(*place);
        tls.meets = true;
    }
}

template <typename Fault>
void fault_flag(Tls& tls, const toml::node& node, ScenarioNotes& notes) {
    if (notes.truth(node).value_or(false)) {
        tls.faults.emplace_back(Fault{});
    }
}

template <typename Fault>
void fault_count(Tls& tls, const toml::node& node, ScenarioNotes& notes) {
    constexpr std::uint64_t most = 100'000;
    const auto count = notes.number(node).value_or(1);
    if (count > most) {
        notes.complain(node, "at most " + std::to_string(most));
    } else {
        tls.faults.emplace_back(Fault{static_cast<std::uint32_t>(count)});
    }
}

constexpr std::array<Field<Tls>, 17> tls_fields{{
    {"certificate",
     [](Tls& tls, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, certificate_words)) {
             tls.meet.certificate = static_cast<CertificateKind>(*place);
             tls.meets = true;
         }
     }},
    {"lowest", meet_version<&action::Meet::lowest>},
    {"highest", meet_version<&action::Meet::highest>},
    {"no_common_cipher", meet_flag<&action::Meet::no_common_cipher>},
    {"small_dh", meet_flag<&action::Meet::small_dh>},
    {"refuse_alpn", meet_flag<&action::Meet::refuse_alpn>},
    {"refuse_resumption", meet_flag<&action::Meet::refuse_resumption>},
    {"alert",
     [](Tls& tls, const toml::node& node, ScenarioNotes& notes) {
         const auto code = notes.number(node).value_or(0);
         if (code > std::numeric_limits<std::uint8_t>::max()) {
             notes.complain(node, "an alert is a number up to 255");
         } else {
             tls.faults.emplace_back(tls_fault::Alert{static_cast<std::uint8_t>(code)});
         }
     }},
    {"raw",
     [](Tls& tls, const toml::node& node, ScenarioNotes& notes) {
         tls.faults.emplace_back(tls_fault::RawBytes{notes.text(node).value_or("")});
     }},
    {"flip_bit", fault_flag<tls_fault::FlipBit>},
    {"replay", fault_flag<tls_fault::ReplayRecord>},
    {"close_notify", fault_flag<tls_fault::CloseNotify>},
    {"renegotiate", fault_flag<tls_fault::Renegotiate>},
    {"request_certificate", fault_flag<tls_fault::RequestCertificate>},
    {"key_updates", fault_count<tls_fault::KeyUpdates>},
    {"tickets", fault_count<tls_fault::Tickets>},
    {"one_byte_records",
     [](Tls& tls, const toml::node& node, ScenarioNotes& notes) {
         tls.faults.emplace_back(tls_fault::OneByteRecords{notes.truth(node).value_or(true)});
     }},
}};

void tls_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    Tls tls;
    if (const auto* table = node.as_table()) {
        read_fields<Tls>(*table, tls_fields, tls, notes);
    } else {
        notes.complain(node, "tls = { certificate = \"expired\" } is expected here");
    }
    if (tls.meets) {
        list.emplace_back(tls.meet);
    }
    for (auto& fault : tls.faults) {
        list.emplace_back(action::Fault{std::move(fault)});
    }
}

template <bool on>
void switch_action(Actions& list, const toml::node& node, ScenarioNotes& notes) {
    list.emplace_back(action::Switch{notes.texts(node), on});
}

constexpr std::array<Field<Actions>, 31> fields{{
    {"reply", text_action<action::Reply, &action::Reply::text>},
    {"untagged", text_action<action::Untagged, &action::Untagged::text>},
    {"bye", text_action<action::Bye, &action::Bye::text>},
    {"raw", text_action<action::Raw, &action::Raw::bytes>},
    {"raw_hex",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         if (auto bytes = from_hex(notes.text(node).value_or(""))) {
             list.emplace_back(action::Raw{*std::move(bytes)});
         } else {
             notes.complain(node, "two hexadecimal digits for each byte are expected");
         }
     }},
    {"raw_zeros",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         const auto size = notes.number(node).value_or(0);
         if (size > longest_raw) {
             notes.complain(node, "at most " + std::to_string(longest_raw) + " bytes");
         } else {
             list.emplace_back(action::Raw{std::string(size, '0')});
         }
     }},
    {"preset",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         std::vector<std::string_view> known;
         for (const auto& line : malformed_lines()) {
             known.push_back(line.name);
         }
         if (const auto place = notes.word(node, known)) {
             list.emplace_back(action::Preset{std::string{known[*place]}});
         }
     }},
    {"swallow", flag_action<action::Swallow>},
    {"drop_effect", flag_action<action::DropEffect>},
    {"apply_then",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, after_words)) {
             list.emplace_back(action::ApplyThen{*place == 1});
         }
     }},
    {"apply_first",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         list.emplace_back(action::ApplyFirst{notes.number(node).value_or(1)});
     }},
    {"late",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         list.emplace_back(action::Late{notes.duration(node).value_or(Milliseconds{0})});
     }},
    {"challenge", text_action<action::Challenge, &action::Challenge::text>},
    {"rewrite", rewrite_action},
    {"tell",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, telling_words)) {
             list.emplace_back(action::Tell{static_cast<Telling>(*place)});
         }
     }},
    {"delay",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         list.emplace_back(action::Delay{notes.duration(node).value_or(Milliseconds{0})});
     }},
    {"drip", drip_action},
    {"split",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         list.emplace_back(action::Split{std::max<std::uint64_t>(1, notes.number(node).value_or(1))}
         );
     }},
    {"stall", wait_action<action::Stall>},
    {"stop_reading", wait_action<action::StopReading>},
    {"close", close_action},
    {"close_all",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         if (const auto how = closing(node, notes)) {
             list.emplace_back(action::CloseAll{*how});
         }
     }},
    {"down", wait_action<action::Down>},
    {"deaf", wait_action<action::Deaf>},
    {"tls", tls_action},
    {"mailbox",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         list.emplace_back(action::Mailbox{read_mailbox_change(node, notes)});
     }},
    {"lock_out",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         list.emplace_back(action::LockOut{notes.duration(node).value_or(Milliseconds{0})});
     }},
    {"token",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, token_words)) {
             list.emplace_back(action::Token{static_cast<TokenChange>(*place)});
         }
     }},
    {"http",
     [](Actions& list, const toml::node& node, ScenarioNotes& notes) {
         list.emplace_back(action::Http{read_http_change(node, notes)});
     }},
    {"disable", switch_action<false>},
    {"enable", switch_action<true>},
}};

} // namespace

std::vector<Action> read_actions(const toml::node& node, ScenarioNotes& notes) {
    Actions actions;
    const auto* list = node.as_array();
    if (list == nullptr) {
        notes.complain(node, "do is a list of tables: do = [{ close = \"rst\" }]");
        return actions;
    }
    for (const auto& one : *list) {
        if (const auto* table = one.as_table()) {
            read_fields<Actions>(*table, fields, actions, notes);
        } else {
            notes.complain(one, "an action is a table: { close = \"rst\" }");
        }
    }
    return actions;
}

} // namespace testserver
