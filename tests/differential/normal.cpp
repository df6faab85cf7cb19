#include "tests/differential/normal.hpp"

#include "adapters/imap/wire/read_response.hpp"
#include "adapters/imap/wire/write_response.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>

namespace differential {
namespace {

namespace wire = imap::wire;

constexpr std::uint32_t some_number = 1;

template <typename... Each>
struct Overloaded : Each... {
    using Each::operator()...;
};

void normalise(wire::ResponseCode& code) {
    static constexpr std::array<std::string_view, 9> kept{
        "UIDNEXT",
        "UIDVALIDITY",
        "UNSEEN",
        "READ-WRITE",
        "READ-ONLY",
        "TRYCREATE",
        "MODIFIED",
        "PERMANENTFLAGS",
        "ALREADYEXISTS",
    };
    std::visit(
        Overloaded{
            [](wire::AppendUidCode& data) { data.uidvalidity = some_number; },
            [](wire::CopyUidCode& data) { data.uidvalidity = some_number; },
            [](wire::PermanentFlagsCode& data) { std::ranges::sort(data.flags); },
            [](wire::NumberCode& data) {
                data.number = data.name == "UIDVALIDITY" ? some_number : data.number;
            },
            [](auto&) {},
        },
        code
    );
    const bool carries_uids = std::holds_alternative<wire::AppendUidCode>(code) ||
                              std::holds_alternative<wire::CopyUidCode>(code);
    if (!carries_uids && std::ranges::find(kept, wire::name_of(code)) == kept.end()) {
        code = {};
    }
}

/// Names of MIME compare without case, and servers keep or raise it.
void normalise(wire::BodyPart& part) {
    part.type = domain::ascii_lowered(part.type);
    part.subtype = domain::ascii_lowered(part.subtype);
    if (part.encoding) {
        part.encoding = domain::ascii_lowered(*part.encoding);
    }
    for (auto& parameter : part.parameters) {
        parameter.name = domain::ascii_lowered(parameter.name);
    }
    if (part.disposition) {
        part.disposition->type = domain::ascii_lowered(part.disposition->type);
    }
    std::ranges::for_each(part.parts, [](auto& each) { normalise(each); });
}

void normalise(wire::Fetch& fetch) {
    if (fetch.flags) {
        std::ranges::sort(*fetch.flags);
    }
    if (fetch.modseq) {
        fetch.modseq = some_number;
    }
    for (auto& content : fetch.contents) {
        std::ranges::transform(content.section, content.section.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
    }
    if (fetch.body) {
        normalise(*fetch.body);
    }
    if (fetch.body_structure) {
        normalise(*fetch.body_structure);
    }
}

void normalise(wire::Response& response) {
    std::visit(
        Overloaded{
            [](wire::Status& status) {
                status.text = "...";
                normalise(status.code);
            },
            [](wire::Fetch& fetch) { normalise(fetch); },
            [](wire::FlagsData& data) { std::ranges::sort(data.flags); },
            [](wire::List& list) {
                std::erase(list.attributes, "\\UnMarked");
                std::erase(list.attributes, "\\Marked");
                std::ranges::transform(
                    list.attributes, list.attributes.begin(), domain::ascii_lowered
                );
                std::ranges::sort(list.attributes);
            },
            [](wire::MailboxStatus& status) {
                status.uidvalidity =
                    status.uidvalidity ? std::optional{std::uint64_t{some_number}} : std::nullopt;
                status.highestmodseq =
                    status.highestmodseq ? std::optional{std::uint64_t{some_number}} : std::nullopt;
            },
            [](wire::Search& search) {
                std::ranges::sort(search.numbers);
                search.modseq =
                    search.modseq ? std::optional{std::uint64_t{some_number}} : std::nullopt;
            },
            [](wire::ESearch& search) {
                search.modseq =
                    search.modseq ? std::optional{std::uint64_t{some_number}} : std::nullopt;
            },
            [](auto&) {},
        },
        response.data
    );
}

/// Untagged OK lines that say nothing any more.
bool says_something(const wire::Response& response) {
    const auto* status = std::get_if<wire::Status>(&response.data);
    return status == nullptr || response.tagged() || status->condition != wire::Condition::ok ||
           !std::holds_alternative<std::monostate>(status->code);
}

/// LIST lines, the status lines among them, and SELECT's data come in any order.
bool any_order(const std::string& line) {
    return line.starts_with("* LIST") || line.starts_with("* LSUB") ||
           line.starts_with("* STATUS") || line.starts_with("* OK [") ||
           line.starts_with("* FLAGS") || line.ends_with(" EXISTS\r\n") ||
           line.ends_with(" RECENT\r\n");
}

/// "2, 1" and "1, 1" are the same two messages: their numbers as they were before.
void renumber_expunged(std::vector<wire::Response>& responses) {
    std::vector<std::uint32_t> gone;
    for (auto& response : responses) {
        if (auto* expunge = std::get_if<wire::Expunge>(&response.data)) {
            auto number = expunge->number;
            std::ranges::sort(gone);
            for (const auto earlier : gone) {
                number += earlier <= number ? 1 : 0;
            }
            gone.push_back(number);
        }
    }
    std::ranges::sort(gone);
    auto next = gone.begin();
    for (auto& response : responses) {
        if (auto* expunge = std::get_if<wire::Expunge>(&response.data)) {
            expunge->number = *next++;
        }
    }
}

} // namespace

std::string normal(const std::vector<std::string>& responses, bool without_fetch) {
    std::vector<wire::Response> read;
    for (const auto& text : responses) {
        auto response = wire::read_response(text);
        if (!response) {
            read.push_back({{}, wire::ResponseData{wire::Unknown{"(not to be read)", {}, text}}, {}}
            );
            continue;
        }
        normalise(*response);
        read.push_back(std::move(*response));
    }
    renumber_expunged(read);
    std::vector<std::string> lines;
    for (const auto& response : read) {
        const bool left_out = without_fetch && std::holds_alternative<wire::Fetch>(response.data);
        if (says_something(response) && !left_out) {
            wire::write_response(lines.emplace_back(), response);
        }
    }
    // Only neighbours that may come in any order change places.
    for (auto at = lines.begin(); at != lines.end();) {
        const auto end = std::find_if_not(at, lines.end(), any_order);
        std::sort(at, end);
        at = end == at ? at + 1 : end;
    }
    std::string all;
    for (const auto& line : lines) {
        all += line;
    }
    return all;
}

} // namespace differential
