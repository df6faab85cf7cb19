#include "testserver/scenario/decision_writer.hpp"

#include "testserver/scenario/overloaded.hpp"
#include "testserver/scenario/scenario_words.hpp"

#include <algorithm>

namespace testserver {
namespace {

std::string entry(std::string_view key, const std::string& value) {
    return std::string{key} + " = " + value;
}

std::string time(const std::optional<Milliseconds>& time) {
    return time ? quoted(std::to_string(time->count()) + "ms") : "true";
}

std::string list(const std::vector<std::string>& texts) {
    std::string written = "[";
    for (const auto& text : texts) {
        written += (written.size() > 1 ? ", " : "") + quoted(text);
    }
    return written + ']';
}

/// Entries with commas between them.
class Entries {
public:
    void add(std::string_view key, const std::string& value) {
        text_ += (text_.empty() ? "" : ", ") + entry(key, value);
    }

    void add_flag(std::string_view key, const std::optional<bool>& flag) {
        if (flag) {
            add(key, *flag ? "true" : "false");
        }
    }

    void add_list(std::string_view key, const std::vector<std::string>& texts) {
        if (!texts.empty()) {
            add(key, list(texts));
        }
    }

    [[nodiscard]] std::string table() const { return "{ " + text_ + " }"; }

private:
    std::string text_;
};

std::string choice(const MessageChoice& which) {
    return quoted(
        std::string{message_words[static_cast<std::size_t>(which.from)]} + ' ' +
        std::to_string(which.number)
    );
}

std::string mailbox(const MailboxChange& change) {
    Entries entries;
    entries.add("name", quoted(change.folder));
    if (change.create) {
        entries.add("create", "true");
    }
    if (change.deliver > 0) {
        entries.add("deliver", std::to_string(change.deliver));
    }
    if (change.which.from != MessageChoice::From::all) {
        entries.add("which", choice(change.which));
    }
    entries.add_list("add_flags", change.add_flags);
    entries.add_list("remove_flags", change.remove_flags);
    entries.add_list("add_labels", change.add_labels);
    entries.add_list("remove_labels", change.remove_labels);
    if (change.expunge) {
        entries.add("expunge", choice(*change.expunge));
    }
    if (change.new_uidvalidity) {
        entries.add("uidvalidity", quoted("+1"));
    }
    if (!change.rename_to.empty()) {
        entries.add("rename", quoted(change.rename_to));
    }
    if (change.remove) {
        entries.add("delete", "true");
    }
    return entries.table();
}

std::string meet(const action::Meet& meet) {
    Entries entries;
    if (meet.certificate) {
        entries.add(
            "certificate", quoted(certificate_words[static_cast<std::size_t>(*meet.certificate)])
        );
    }
    if (meet.lowest) {
        entries.add("lowest", quoted(version_words[static_cast<std::size_t>(*meet.lowest)]));
    }
    if (meet.highest) {
        entries.add("highest", quoted(version_words[static_cast<std::size_t>(*meet.highest)]));
    }
    entries.add_flag("no_common_cipher", meet.no_common_cipher);
    entries.add_flag("small_dh", meet.small_dh);
    entries.add_flag("refuse_alpn", meet.refuse_alpn);
    entries.add_flag("refuse_resumption", meet.refuse_resumption);
    return entries.table();
}

std::string fault(const TlsFault& fault) {
    const auto one = [](std::string_view key, const std::string& value) {
        return "{ " + entry(key, value) + " }";
    };
    return std::visit(
        Overloaded{
            [&](const tls_fault::Alert& alert) {
                return one("alert", std::to_string(alert.description));
            },
            [&](const tls_fault::RawBytes& raw) { return one("raw", quoted(raw.bytes)); },
            [&](const tls_fault::FlipBit&) { return one("flip_bit", "true"); },
            [&](const tls_fault::ReplayRecord&) { return one("replay", "true"); },
            [&](const tls_fault::CloseNotify&) { return one("close_notify", "true"); },
            [&](const tls_fault::Renegotiate&) { return one("renegotiate", "true"); },
            [&](const tls_fault::KeyUpdates& updates) {
                return one("key_updates", std::to_string(updates.count));
            },
            [&](const tls_fault::Tickets& tickets) {
                return one("tickets", std::to_string(tickets.count));
            },
            [&](const tls_fault::RequestCertificate&) {
                return one("request_certificate", "true");
            },
            [&](const tls_fault::OneByteRecords& records) {
                return one("one_byte_records", records.on ? "true" : "false");
            },
        },
        fault
    );
}

std::string list(const std::vector<std::pair<std::string, std::string>>& headers) {
    Entries entries;
    for (const auto& [name, value] : headers) {
        entries.add(quoted(name), quoted(value));
    }
    return entries.table();
}

/// What was read as TOML's text, number or truth looks the same in JSON, but for control
/// characters.
std::string members(const std::vector<JsonMember>& set) {
    Entries entries;
    for (const auto& member : set) {
        entries.add(quoted(member.name), member.value);
    }
    return entries.table();
}

std::string http(const HttpChange& change) {
    Entries entries;
    if (change.status) {
        entries.add("status", std::to_string(*change.status));
    }
    if (change.body) {
        entries.add("body", quoted(*change.body));
    }
    if (change.zeros > 0) {
        entries.add("zeros", std::to_string(change.zeros));
    }
    if (change.content_type) {
        entries.add("type", quoted(*change.content_type));
    }
    if (!change.headers.empty()) {
        entries.add("headers", list(change.headers));
    }
    if (!change.set.empty()) {
        entries.add("set", members(change.set));
    }
    entries.add_list("remove", change.remove);
    if (change.damage) {
        entries.add("damage", quoted(damage_words[static_cast<std::size_t>(*change.damage)]));
    }
    return entries.table();
}

std::string written_oauth(const OauthSettings& oauth) {
    Entries entries;
    entries.add("rotation", quoted(rotation_words[static_cast<std::size_t>(oauth.rotation)]));
    entries.add("consent", quoted(consent_words[static_cast<std::size_t>(oauth.consent)]));
    if (!oauth.scope.empty()) {
        entries.add("scope", quoted(oauth.scope));
    }
    entries.add("token_delay", time(oauth.token_delay));
    if (oauth.refresh_life) {
        entries.add("refresh_life", time(oauth.refresh_life));
    }
    return entries.table();
}

std::string written_folders(const FolderSettings& folders) {
    Entries entries;
    entries.add("tree", quoted(folders.tree));
    entries.add("language", quoted(language_words[static_cast<std::size_t>(folders.language)]));
    std::vector<std::string> hidden;
    for (const auto role : folders.hidden) {
        hidden.emplace_back(role_words[static_cast<std::size_t>(role)]);
    }
    entries.add_list("hidden", hidden);
    entries.add("auto_expunge", folders.auto_expunge ? "true" : "false");
    entries.add(
        "expunge_behavior",
        quoted(expunge_words[static_cast<std::size_t>(folders.expunge_behavior)])
    );
    return entries.table();
}

std::string written_raw(std::string_view bytes) {
    const auto plain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(bytes, plain)) {
        return entry("raw", quoted(bytes));
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto code = static_cast<unsigned char>(c);
        text += {digits[code >> 4U], digits[code & 15U]};
    }
    return entry("raw_hex", quoted(text));
}

std::string word_of(Closing how) {
    return quoted(closing_words[static_cast<std::size_t>(how)]);
}

} // namespace

std::string quoted(std::string_view text) {
    std::string written = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            written += {'\\', c};
        } else if (c == '\r') {
            written += "\\r";
        } else if (c == '\n') {
            written += "\\n";
        } else if (code < ' ' || code == 0x7F) {
            constexpr std::string_view digits = "0123456789ABCDEF";
            written += "\\u00";
            written += digits[static_cast<unsigned char>(code) >> 4U];
            written += digits[static_cast<unsigned char>(code) & 0xFU];
        } else {
            written += c;
        }
    }
    return written + '"';
}

std::string written_action(const Action& action) {
    return std::visit(
        Overloaded{
            [](const action::Reply& reply) { return entry("reply", quoted(reply.text)); },
            [](const action::Untagged& line) { return entry("untagged", quoted(line.text)); },
            [](const action::Bye& bye) { return entry("bye", quoted(bye.text)); },
            [](const action::Raw& raw) { return written_raw(raw.bytes); },
            [](const action::Preset& preset) { return entry("preset", quoted(preset.name)); },
            [](const action::Swallow&) { return entry("swallow", "true"); },
            [](const action::DropEffect&) { return entry("drop_effect", "true"); },
            [](const action::ApplyThen& then) {
                return entry("apply_then", quoted(then.answer ? "answer" : "nothing"));
            },
            [](const action::Rewrite& rewrite) {
                Entries entries;
                entries.add("find", quoted(rewrite.find.text()));
                entries.add("put", quoted(rewrite.put));
                return entry("rewrite", entries.table());
            },
            [](const action::Tell& tell) {
                return entry("tell", quoted(telling_words[static_cast<std::size_t>(tell.when)]));
            },
            [](const action::ApplyFirst& part) {
                return entry("apply_first", std::to_string(part.messages));
            },
            [](const action::Late& late) { return entry("late", time(late.time)); },
            [](const action::Challenge& challenge) {
                return entry("challenge", quoted(challenge.text));
            },
            [](const action::Delay& delay) { return entry("delay", time(delay.time)); },
            [](const action::Drip& drip) {
                Entries entries;
                entries.add("bytes", std::to_string(drip.bytes));
                entries.add("every", time(drip.every));
                return entry("drip", entries.table());
            },
            [](const action::Split& split) { return entry("split", std::to_string(split.bytes)); },
            [](const action::Stall& stall) { return entry("stall", time(stall.time)); },
            [](const action::StopReading& deaf) { return entry("stop_reading", time(deaf.time)); },
            [](const action::Close& close) { return entry("close", word_of(close.how.front())); },
            [](const action::CloseAll& close) { return entry("close_all", word_of(close.how)); },
            [](const action::Meet& how) { return entry("tls", meet(how)); },
            [](const action::Down& down) { return entry("down", time(down.time)); },
            [](const action::Deaf& deaf) { return entry("deaf", time(deaf.time)); },
            [](const action::Fault& wrong) { return entry("tls", fault(wrong.fault)); },
            [](const action::Mailbox& change) { return entry("mailbox", mailbox(change.change)); },
            [](const action::LockOut& lock) { return entry("lock_out", time(lock.time)); },
            [](const action::Token& token) {
                return entry("token", quoted(token_words[static_cast<std::size_t>(token.change)]));
            },
            [](const action::Http& answer) { return entry("http", http(answer.change)); },
            [](const action::Switch& change) {
                return entry(change.on ? "enable" : "disable", list(change.rules));
            },
        },
        action
    );
}

std::string written_world(const Scenario& scenario) {
    Entries limits;
    if (scenario.token_life) {
        limits.add("token_life", time(scenario.token_life));
        limits.add("session_outlives_token", "true"); // Its end is among the decisions.
    }
    if (scenario.connections) {
        limits.add("connections", std::to_string(*scenario.connections));
    }
    if (scenario.release) {
        limits.add("release", time(scenario.release));
    }
    const bool any = scenario.token_life || scenario.connections || scenario.release;
    return std::string{scenario.grease ? "grease = true\n" : ""} +
           (scenario.oauth ? "oauth = " + written_oauth(*scenario.oauth) + '\n' : "") +
           (scenario.folders ? "folders = " + written_folders(*scenario.folders) + '\n' : "") +
           (any ? "limits = " + limits.table() + '\n' : "");
}

std::string written_rule(
    std::string_view name,
    std::uint64_t connection,
    std::string_view trigger,
    const std::vector<Action>& actions
) {
    std::string text = "\n[[rule]]\nname = " + quoted(name) + "\non = { ";
    if (connection > 0) {
        text += "conn = " + std::to_string(connection) + ", ";
    }
    text += std::string{trigger} + " }\ndo = [";
    for (const auto& done : actions) {
        text += (text.ends_with('[') ? "{ " : ", { ") + written_action(done) + " }";
    }
    return text + "]\n";
}

} // namespace testserver
