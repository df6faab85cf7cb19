#include "app/cli/help.hpp"

#include "adapters/config/keys.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/output.hpp"
#include "domain/rules/fields.hpp"

#include <fmt/format.h>

#include <array>

namespace cli {

namespace {

using Align = Table::Align;

std::string capitalised(std::string_view text) {
    std::string sentence{text};
    if (!sentence.empty() && sentence.front() >= 'a' && sentence.front() <= 'z') {
        sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    }
    return sentence;
}

std::string flag_text(const Flag& flag) {
    const auto letter = flag.letter == 0 ? std::string{"    "} : fmt::format("-{}, ", flag.letter);
    const auto value =
        flag.placeholder.empty() ? std::string{} : fmt::format(" {}", flag.placeholder);
    return fmt::format("  {}--{}{}", letter, flag.name, value);
}

/// Flags with what they do beside them, or below where the flag is long.
std::string flag_list(std::span<const Flag> flags) {
    constexpr std::size_t indent = 32;
    std::string text;
    for (const auto& flag : flags) {
        const auto head = flag_text(flag);
        const bool fits = columns_of(head) + 2 <= indent;
        text += head + (fits ? std::string(indent - columns_of(head), ' ')
                             : '\n' + std::string(indent, ' '));
        text += wrapped(capitalised(flag.summary), indent) + '\n';
    }
    return text;
}

std::string usage_line(const Verb& verb) {
    const auto operands =
        verb.operands.placeholder.empty() ? "" : fmt::format(" {}", verb.operands.placeholder);
    return fmt::format("gmail-classifier {}{} [FLAGS]", verb.name, operands);
}

std::string network_line(const Verb& verb) {
    const std::string_view changes = verb.mutates ? ", and changes labels there" : "";
    switch (verb.network) {
    case Network::none:
        return "Works without a network.\n";
    case Network::loopback:
        return "Opens sockets on 127.0.0.1 only.\n";
    case Network::optional:
        return "Can connect to the mail server, and changes nothing there.\n";
    case Network::server:
        return fmt::format(
            "Connects to the mail server{}.\n",
            verb.mutates ? changes : ", and changes nothing there"
        );
    }
    return {};
}

std::string exit_code_topic() {
    Table table{{Align::right, Align::left}};
    for (const auto& code : exit_codes()) {
        table.row({std::to_string(code.code), std::string{code.meaning}});
    }
    return "Exit codes; any other code means failure\n\n" + table.text();
}

std::string environment_topic() {
    std::string text =
        "Each setting is a flag, a variable and a key of the config file; a flag wins\n"
        "over a variable, a variable over the file.\n\n";
    for (const auto& key : config::keys()) {
        text += fmt::format("{}\n    --{}", config::variable(key), key.flag);
        text += key.toml.empty() ? "\n" : fmt::format(", in the file {}\n", key.toml);
        text += fmt::format("    {}\n", wrapped(key.help, 4));
    }
    return text + "\nAlso honoured: ALL_PROXY, HTTPS_PROXY, NO_PROXY, BROWSER, XDG_CONFIG_HOME,\n"
                  "XDG_STATE_HOME, CREDENTIALS_DIRECTORY, NO_COLOR, CLICOLOR_FORCE, TERM.\n";
}

std::string rules_topic() {
    Table words{{Align::left, Align::left}};
    for (const auto& field : domain::rules::fields()) {
        words.row({"  " + std::string{field.example}, std::string{field.description}});
    }
    return "A rule asks in Gmail's search words and says what to do:\n\n"
           "  [[rule]]\n"
           "  name   = \"receipts\"\n"
           "  when   = \"from:(shop.example OR pay.example) subject:(receipt OR invoice)\"\n"
           "  unless = \"is:starred\"\n"
           "  do     = { label = [\"Receipts\"], archive = true }\n"
           "  stop   = true\n\n"
           "Words side by side must all match; OR, - (not) and parentheses combine them;\n"
           "a phrase stands in quotes.\n\n" +
           words.text();
}

constexpr std::array topic_table{
    Topic{"exit-codes", "what the program can end with", exit_code_topic},
    Topic{"environment", "every setting as flag, variable and config key", environment_topic},
    Topic{"rules", "the search words and the form of a rule", rules_topic},
};

} // namespace

std::string welcome() {
    return "gmail-classifier learns the labels you gave your mail and follows your rules:\n"
           "it shows a plan first, can undo every change, and explains every decision.\n"
           "All of it on this machine; nothing is ever deleted or marked as read.\n"
           "\n"
           "  gmail-classifier demo     the whole loop on a built-in fake Gmail, in seconds\n"
           "  gmail-classifier sync     begin with your own mail (--user YOU@gmail.com …)\n"
           "\n"
           "All verbs: gmail-classifier help\n";
}

std::string overview() {
    Table list{{Align::left, Align::left}};
    for (const auto& verb : verbs()) {
        list.row({"  " + std::string{verb.name}, std::string{verb.summary}});
    }
    Table pages{{Align::left, Align::left}};
    for (const auto& topic : topics()) {
        pages.row({"  " + std::string{topic.name}, std::string{topic.summary}});
    }
    return "Usage: gmail-classifier VERB [FLAGS]\n\n" + list.text() +
           "\nOnly apply, undo and watch --apply change anything on the server: labels, "
           "never\nmore.\n" +
           "Flags of a verb: gmail-classifier VERB --help. Topics of help:\n\n" + pages.text();
}

std::string verb_help(const Verb& verb, std::span<const Flag> setting_flags) {
    auto text = fmt::format("Usage: {}\n\n{}.\n", usage_line(verb), capitalised(verb.summary));
    if (!verb.details.empty()) {
        text += fmt::format("{}\n", verb.details);
    }
    text += network_line(verb);
    if (!verb.flags.empty()) {
        text += "\n" + flag_list(verb.flags);
    }
    text += "\nEvery verb:\n" + flag_list(common_flags());
    return text + "\nSettings (see also: gmail-classifier help environment):\n" +
           flag_list(setting_flags);
}

std::span<const Topic> topics() {
    return topic_table;
}

} // namespace cli
