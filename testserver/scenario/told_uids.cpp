#include "testserver/scenario/told_uids.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace testserver {
namespace {

constexpr std::size_t longest_uid = 30; ///< "UID " and 20 digits, and more.

std::string_view first_word(std::string_view& text) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

/// "UID FETCH" of "UID FETCH 1 (FLAGS)", which becomes "1 (FLAGS)".
std::string verb_of(std::string_view& command) {
    auto verb = domain::ascii_lowered(first_word(command));
    if (verb == "uid") {
        verb += ' ' + domain::ascii_lowered(first_word(command));
    }
    return verb;
}

/// As SELECT spells it, and as a scenario does.
std::string mailbox_key(std::string_view name) {
    if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
        name = name.substr(1, name.size() - 2);
    }
    const auto lowered = domain::ascii_lowered(name);
    return lowered == "inbox" ? "INBOX" : std::string{name};
}

/// The number behind `word`, wherever it stands first.
std::optional<std::uint64_t> number_after(std::string_view text, std::string_view word) {
    const auto at = text.find(word);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    const auto* from = text.data() + at + word.size();
    const auto read = std::from_chars(from, text.data() + text.size(), number);
    return read.ec == std::errc{} ? std::optional{number} : std::nullopt;
}

void add_all(UidSet& told, std::string_view set) {
    for (const auto& range : uid_ranges(set)) {
        told.add(range);
    }
}

/// The word behind the `skipped` ones, up to "]".
std::string_view code_word(std::string_view code, int skipped) {
    for (; skipped > 0; --skipped) {
        first_word(code);
    }
    const auto word = first_word(code);
    return word.substr(0, word.find(']'));
}

} // namespace

void ToldUids::on_command(std::uint64_t connection, std::string_view command) {
    auto& c = connections_[connection];
    c.verb = verb_of(command);
    if (c.verb == "select" || c.verb == "examine") {
        c.validity = 0;
        const bool quoted = command.starts_with('"');
        c.selecting = mailbox_key(
            quoted ? command.substr(0, std::max<std::size_t>(command.find('"', 1), 1) + 1)
                   : first_word(command)
        );
    }
}

void ToldUids::on_response(std::uint64_t connection, std::string_view response) {
    auto& c = connections_[connection];
    const bool selects = c.verb == "select" || c.verb == "examine";
    if (const auto found = number_after(response, "[UIDVALIDITY "); selects && found) {
        c.validity = *found;
        validity_of_[c.selecting] = *found;
        return;
    }
    // What a copy or an append became belongs to another mailbox, which the code names.
    for (const std::string_view word : {"[COPYUID ", "[APPENDUID "}) {
        if (const auto of = number_after(response, word)) {
            const auto code = response.substr(response.find(word) + word.size());
            add_all(told_[*of], code_word(code, word == "[COPYUID " ? 2 : 1));
        }
    }
    if (c.validity == 0 || !response.starts_with("* ")) {
        return;
    }
    auto& told = told_[c.validity];
    auto rest = response.substr(2);
    rest = rest.substr(0, rest.find_last_not_of("\r\n") + 1);
    const auto first = domain::ascii_lowered(first_word(rest));
    const bool by_uid = c.verb.starts_with("uid ");
    if (first == "search" && by_uid) {
        while (!rest.empty()) {
            add_all(told, first_word(rest));
        }
    } else if (first == "esearch" && by_uid) {
        for (const std::string_view word : {" ALL ", " MIN ", " MAX "}) {
            if (const auto at = rest.find(word); at != std::string_view::npos) {
                add_all(told, code_word(rest.substr(at + word.size()), 0));
            }
        }
    } else {
        // One too many, out of a text, does no harm.
        for (auto at = rest.find("UID "); at != std::string_view::npos; at = rest.find("UID ", 1)) {
            rest.remove_prefix(at);
            if (const auto uid = number_after(rest.substr(0, longest_uid), "UID ")) {
                told.add({*uid, *uid});
            }
        }
    }
}

void ToldUids::renewed(std::string_view mailbox) {
    if (const auto found = validity_of_.find(mailbox_key(mailbox)); found != validity_of_.end()) {
        void_.insert(found->second);
    }
}

std::uint64_t ToldUids::validity(std::uint64_t connection) const {
    const auto found = connections_.find(connection);
    return found == connections_.end() ? 0 : found->second.validity;
}

std::optional<std::uint64_t>
ToldUids::stranger(std::uint64_t connection, std::string_view command) const {
    const auto selected = validity(connection);
    if (!verb_of(command).starts_with("uid ") || selected == 0) {
        return std::nullopt;
    }
    const auto told = told_.find(selected);
    const auto known = [&](std::uint64_t uid) {
        return !void_.contains(selected) && told != told_.end() && told->second.holds(uid);
    };
    for (const auto& range : uid_ranges(first_word(command))) {
        if (!known(range.from)) {
            return range.from;
        }
        if (!known(range.to)) {
            return range.to;
        }
    }
    return std::nullopt;
}

} // namespace testserver
