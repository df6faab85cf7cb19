#include "app/cli/help.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/setting_flags.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "domain/rules/diagnostic.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace cli {

namespace {

std::string topic_of(const Arguments& arguments) {
    std::string topic;
    for (const auto& word : arguments.operands) {
        topic += (topic.empty() ? "" : " ") + word;
    }
    return topic;
}

std::optional<std::string> page(const std::string& topic) {
    if (topic.empty()) {
        return overview();
    }
    if (const auto* verb = find_verb(topic)) {
        return verb_help(*verb, setting_flags());
    }
    const auto found = std::ranges::find(topics(), topic, &Topic::name);
    return found == topics().end() ? std::nullopt : std::optional{found->text()};
}

ports::Unexpected unknown(const std::string& topic) {
    std::vector<std::string_view> names;
    for (const auto& one : topics()) {
        names.push_back(one.name);
    }
    for (const auto& verb : verbs()) {
        names.push_back(verb.name);
    }
    const auto near = domain::rules::nearest(topic, names);
    return ports::fail(
        ports::FailureKind::usage,
        fmt::format("There is no help on {}", topic),
        fmt::format("Did you mean: gmail-classifier help {}", near.value_or(""))
    );
}

} // namespace

ports::Result<int> run_help(Call& call) {
    const auto topic = topic_of(call.arguments());
    const auto text = page(topic);
    if (!text) {
        return unknown(topic);
    }
    if (call.out().json()) {
        call.out().value(boost::json::object{{"verb", "help"}, {"topic", topic}, {"text", *text}});
    } else {
        call.out().text(*text);
    }
    return exit_code::ok;
}

} // namespace cli
