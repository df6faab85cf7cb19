#include "adapters/config/rule_text.hpp"

#include "domain/mail/label_edit.hpp"
#include "domain/rules/printer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

namespace config {

namespace {

constexpr std::size_t page_columns = 80;

/// Bytes of a character at the text's beginning that a terminal would obey instead of showing it: a
/// control character, or one that turns the reading direction (Unicode's Bidi_Control). 0 for none.
std::size_t unprintable(std::string_view text) {
    const auto at = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    if (at(0) < ' ' || at(0) == 0x7F) {
        return 1;
    }
    if (at(0) == 0xC2 && at(1) >= 0x80 && at(1) < 0xA0) {
        return 2;
    }
    const bool marks =
        at(1) == 0x80 && (at(2) == 0x8E || at(2) == 0x8F || (at(2) >= 0xAA && at(2) <= 0xAE));
    const bool isolates = at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9;
    return at(0) == 0xE2 && (marks || isolates) ? 3 : 0;
}

/// The number of the character that is these one to three bytes of UTF-8.
unsigned code_point(std::string_view bytes) {
    constexpr unsigned payload = 0x3F;
    unsigned code = static_cast<unsigned char>(bytes.front()) & (bytes.size() == 3 ? 0x0FU : 0x7FU);
    if (bytes.size() == 2) {
        code &= 0x1FU;
    }
    for (const char c : bytes.substr(1)) {
        code = (code << 6U) | (static_cast<unsigned char>(c) & payload);
    }
    return code;
}

/// The inside of a basic string (TOML 1.0, "String").
std::string escaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto escape = unprintable(text);
        if (escape > 0) {
            out += fmt::format("\\u{:04X}", code_point(text.substr(0, escape)));
        } else {
            out += text.front() == '"' || text.front() == '\\' ? "\\" : "";
            out += text.front();
        }
        text.remove_prefix(std::max<std::size_t>(escape, 1));
    }
    return out;
}

std::string quoted(std::string_view text) {
    return '"' + escaped(text) + '"';
}

/// A string over several lines: a backslash at a line's end takes the end and the next indent away.
std::string in_lines(std::string_view text) {
    constexpr std::string_view indent = "  ";
    std::string out = "\"\"\"\\\n";
    std::string line{indent};
    const auto end_line = [&] {
        out += line + "\\\n";
        line = indent;
    };
    while (!text.empty()) {
        const auto blank = text.find(' ');
        const auto word =
            escaped(text.substr(0, blank == std::string_view::npos ? blank : blank + 1));
        // A blank at a line's beginning would be taken away.
        const bool may_begin_line = !word.starts_with(' ') && line.size() > indent.size();
        if (may_begin_line && line.size() + word.size() > page_columns - 1) {
            end_line();
        }
        line += word;
        text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
    }
    end_line();
    return out + std::string{indent} + "\"\"\"";
}

std::string line(std::string_view key, const domain::rules::Query& query) {
    const auto text = domain::rules::print(query);
    const auto one = fmt::format("{} = {}\n", key, quoted(text));
    return one.size() <= page_columns + 1 ? one : fmt::format("{} = {}\n", key, in_lines(text));
}

std::string delay_text(std::chrono::seconds delay) {
    using namespace std::chrono_literals;
    if (delay % 24h == 0s) {
        return fmt::format("{}d", delay / 24h);
    }
    if (delay % 1h == 0s) {
        return fmt::format("{}h", delay / 1h);
    }
    return delay % 1min == 0s ? fmt::format("{}m", delay / 1min) : fmt::format("{}s", delay / 1s);
}

std::string list(const domain::LabelSet& labels) {
    std::string text;
    for (const auto& label : labels) {
        text += (text.empty() ? "" : ", ") + quoted(label.name);
    }
    return '[' + text + ']';
}

std::string actions(const domain::rules::Rule& rule) {
    std::vector<std::string> parts;
    if (const auto add = domain::user_labels(rule.edit.add); !add.empty()) {
        parts.push_back("label = " + list(add));
    }
    if (const auto remove = domain::user_labels(rule.edit.remove); !remove.empty()) {
        parts.push_back("unlabel = " + list(remove));
    }
    if (domain::has_label(rule.edit.remove, domain::inbox)) {
        parts.emplace_back("archive = true");
    }
    if (domain::has_label(rule.edit.add, domain::starred)) {
        parts.emplace_back("star = true");
    } else if (domain::has_label(rule.edit.remove, domain::starred)) {
        parts.emplace_back("star = false");
    }
    if (rule.after.count() > 0) {
        parts.push_back("after = " + quoted(delay_text(rule.after)));
    }
    return fmt::format("do = {{ {} }}\n", fmt::join(parts, ", "));
}

} // namespace

std::string rule_text(const domain::rules::Rule& rule) {
    auto text = fmt::format("[[rule]]\nname = {}\n", quoted(rule.name));
    text += line("when", rule.when);
    if (rule.unless) {
        text += line("unless", *rule.unless);
    }
    text += actions(rule);
    if (rule.stop) {
        text += "stop = true\n";
    }
    if (rule.priority != 0) {
        text += fmt::format("priority = {}\n", rule.priority);
    }
    return text;
}

} // namespace config
