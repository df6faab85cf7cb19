#include "app/cli/arguments.hpp"

#include "adapters/config/quantities.hpp"
#include "domain/rules/diagnostic.hpp"

#include <boost/program_options.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace cli {

namespace options = boost::program_options;
using ports::FailureKind;
using ports::Result;

namespace {

ports::Unexpected usage(std::string sentence, std::string hint) {
    return ports::fail(FailureKind::usage, std::move(sentence), std::move(hint));
}

// Boost.Program_options gives operands a name; nobody can type this one as a flag.
constexpr const char* operand_key = "<operand>";

std::string help_hint(const Verb* verb) {
    return verb == nullptr ? "All verbs: gmail-classifier help"
                           : fmt::format("Its flags: gmail-classifier {} --help", verb->name);
}

/// All flags that may stand on this command line.
std::vector<Flag> flags_of(const Verb* verb, std::span<const Flag> setting_flags) {
    const auto common = common_flags();
    std::vector<Flag> flags{common.begin(), common.end()};
    if (verb != nullptr) {
        flags.insert(flags.end(), verb->flags.begin(), verb->flags.end());
    }
    flags.insert(flags.end(), setting_flags.begin(), setting_flags.end());
    return flags;
}

const Flag* find_flag(std::span<const Flag> flags, std::string_view word) {
    if (!word.starts_with('-') || word.size() < 2) {
        return nullptr;
    }
    const bool is_long = word.starts_with("--");
    const auto name = is_long ? word.substr(2) : word.substr(1, 1);
    const auto found = std::ranges::find_if(flags, [&](const Flag& flag) {
        return is_long ? flag.name == name : flag.letter == name.front();
    });
    return found == flags.end() ? nullptr : &*found;
}

struct Position {
    const Verb* verb = nullptr;
    std::size_t index = 0; ///< Of its first word; the number of words when there is none.
};

/// The verb is the first word that is neither a flag nor the value of one. Only flags that every
/// verb understands may stand before it.
Position find_position(std::span<const std::string> words, std::span<const Flag> setting_flags) {
    const auto flags = flags_of(nullptr, setting_flags);
    std::size_t i = 0;
    for (; i < words.size() && words[i].starts_with('-'); ++i) {
        const auto* flag = find_flag(flags, words[i]);
        const bool takes_next = flag != nullptr && !flag->placeholder.empty() &&
                                words[i].find('=') == std::string::npos &&
                                (words[i].starts_with("--") || words[i].size() == 2);
        i += takes_next ? 1U : 0U;
    }
    if (i >= words.size()) {
        return {nullptr, words.size()};
    }
    if (i + 1 < words.size()) {
        if (const auto* verb = find_verb(words[i] + ' ' + words[i + 1])) {
            return {verb, i};
        }
    }
    return {find_verb(words[i]), i};
}

/// A first word that only verbs of two words begin with.
ports::Unexpected unknown_second_word(
    std::string_view first, std::string_view second, std::span<const std::string_view> family
) {
    const auto said = fmt::format("{} {}", first, second);
    const auto near = domain::rules::nearest(said, family);
    return usage(
        second.empty() ? fmt::format("{} needs a second word", first)
                       : fmt::format("There is no verb {}", said),
        near && !second.empty()
            ? fmt::format("Did you mean: gmail-classifier {}", *near)
            : fmt::format("You can say: gmail-classifier {}", fmt::join(family, ", "))
    );
}

ports::Unexpected unknown_verb(std::string_view word, std::string_view next) {
    std::vector<std::string_view> names;
    std::vector<std::string_view> family;
    for (const auto& verb : verbs()) {
        names.push_back(verb.name);
        if (verb.name.starts_with(std::string{word} + ' ')) {
            family.push_back(verb.name);
        }
    }
    if (!family.empty()) {
        return unknown_second_word(word, next.starts_with('-') ? "" : next, family);
    }
    const auto near = domain::rules::nearest(word, names);
    return usage(
        fmt::format("There is no verb {}", word),
        near ? fmt::format("Did you mean: gmail-classifier {}", *near) : help_hint(nullptr)
    );
}

ports::Unexpected
unknown_flag(std::string_view word, const Verb* verb, std::span<const Flag> flags) {
    const auto bare = word.substr(std::min(word.find_first_not_of('-'), word.size()));
    std::vector<std::string_view> names;
    std::ranges::transform(flags, std::back_inserter(names), &Flag::name);
    const auto near = domain::rules::nearest(bare.substr(0, bare.find('=')), names);
    return usage(
        verb == nullptr ? fmt::format("There is no flag {}", word)
                        : fmt::format("{} has no flag {}", verb->name, word),
        near ? fmt::format("Did you mean: --{}", *near) : help_hint(verb)
    );
}

options::options_description description_of(std::span<const Flag> flags) {
    options::options_description description;
    for (const auto& flag : flags) {
        auto name = std::string{flag.name};
        if (flag.letter != 0) {
            name += fmt::format(",{}", flag.letter);
        }
        if (flag.placeholder.empty()) {
            description.add_options()(name.c_str(), "");
        } else {
            description.add_options()(name.c_str(), options::value<std::string>(), "");
        }
    }
    return description;
}

void take(const options::option& option, std::span<const Flag> setting_flags, Arguments& into) {
    if (option.position_key >= 0) {
        into.operands.insert(into.operands.end(), option.value.begin(), option.value.end());
        return;
    }
    const auto value = option.value.empty() ? std::string{} : option.value.front();
    const auto setting = std::ranges::find(setting_flags, option.string_key, &Flag::name);
    auto& values = setting != setting_flags.end() ? into.settings : into.flags;
    auto& held = values[option.string_key];
    const bool adds = setting != setting_flags.end() && setting->repeats && !held.empty();
    held = adds ? held + ',' + value : value;
}

/// Boost.Program_options throws what a user did wrong; here it becomes a value.
Result<void> parse_flags(
    const std::vector<std::string>& words,
    std::span<const Flag> flags,
    std::span<const Flag> setting_flags,
    Arguments& into
) {
    using options::command_line_style::style_t;
    const int style = static_cast<int>(style_t::unix_style) & ~style_t::allow_guessing;
    try {
        auto description = description_of(flags);
        description.add_options()(operand_key, options::value<std::vector<std::string>>(), "");
        const auto parsed =
            options::command_line_parser(words)
                .options(description)
                .positional(options::positional_options_description{}.add(operand_key, -1))
                .style(style)
                .run();
        for (const auto& option : parsed.options) {
            take(option, setting_flags, into);
        }
    } catch (const options::unknown_option& unknown) {
        return unknown_flag(unknown.get_option_name(), into.verb, flags);
    } catch (const options::error& error) {
        return usage(error.what(), help_hint(into.verb));
    }
    return {};
}

Result<void> check_operands(const Arguments& arguments) {
    const auto& wants = arguments.verb->operands;
    const auto given = arguments.operands.size();
    if (given > wants.most) {
        return usage(
            fmt::format(
                "{} does not take \"{}\"", arguments.verb->name, arguments.operands[wants.most]
            ),
            help_hint(arguments.verb)
        );
    }
    if (given < wants.least) {
        return usage(
            fmt::format("{} needs {}", arguments.verb->name, wants.placeholder),
            help_hint(arguments.verb)
        );
    }
    return {};
}

} // namespace

std::string Arguments::value(std::string_view flag) const {
    const auto found = flags.find(flag);
    return found == flags.end() ? std::string{} : found->second;
}

Result<std::optional<std::uint64_t>> Arguments::number(std::string_view flag) const {
    if (!has(flag)) {
        return std::optional<std::uint64_t>{};
    }
    const auto text = value(flag);
    std::uint64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end) {
        return usage(
            fmt::format("--{} needs a whole number, not \"{}\"", flag, text), help_hint(verb)
        );
    }
    return std::optional{number};
}

Result<std::optional<std::chrono::seconds>> Arguments::duration(std::string_view flag) const {
    if (!has(flag)) {
        return std::optional<std::chrono::seconds>{};
    }
    const auto text = value(flag);
    const auto length = config::parse_duration(text);
    if (!length || length->count() == 0) {
        return usage(
            fmt::format(
                "--{} takes a time like \"90s\", \"8h\" or \"1h30m\", not \"{}\"", flag, text
            ),
            help_hint(verb)
        );
    }
    return length;
}

Result<Arguments>
parse_arguments(std::span<const std::string> words, std::span<const Flag> setting_flags) {
    Arguments arguments;
    const auto position = find_position(words, setting_flags);
    if (position.index < words.size() && position.verb == nullptr) {
        const auto next = position.index + 1;
        return unknown_verb(words[position.index], next < words.size() ? words[next] : "");
    }
    arguments.verb = position.verb;
    std::vector<std::string> rest{words.begin(), words.end()};
    if (position.verb != nullptr) {
        const auto verb_words = std::ranges::count(position.verb->name, ' ') + 1;
        const auto first = rest.begin() + static_cast<std::ptrdiff_t>(position.index);
        rest.erase(first, first + verb_words);
    }
    const auto flags = flags_of(position.verb, setting_flags);
    if (auto parsed = parse_flags(rest, flags, setting_flags, arguments); !parsed) {
        return ports::fail(std::move(parsed).error());
    }
    arguments.help = arguments.has("help");
    if (arguments.verb != nullptr && !arguments.help) {
        if (auto checked = check_operands(arguments); !checked) {
            return ports::fail(std::move(checked).error());
        }
    }
    return arguments;
}

} // namespace cli
