#include "testserver/control/control_service.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/rules/diagnostic.hpp"
#include "testserver/control/request_body.hpp"
#include "testserver/http/answer_writer.hpp"
#include "testserver/scenario/duration.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

namespace testserver::control {
namespace {

namespace json = boost::json;

HttpAnswer said(const json::object& object, unsigned status = 200) {
    HttpAnswer answer;
    answer.status = status;
    answer.body = json::serialize(object) + '\n';
    return answer;
}

HttpAnswer refusal(unsigned status, const Refused& why) {
    json::object object{{"error", why.sentence}};
    if (!why.hint.empty()) {
        object["hint"] = why.hint;
    }
    return said(object, status);
}

json::array texts(const std::vector<std::string>& list) {
    json::array array;
    for (const auto& text : list) {
        array.emplace_back(text);
    }
    return array;
}

HttpAnswer show_status(Controls& controls, const HttpRequest& /*request*/) {
    const auto status = controls.status();
    json::array rules;
    for (const auto& rule : status.rules) {
        rules.push_back(
            json::object{{"name", rule.name}, {"fired", rule.fired}, {"required", rule.required}}
        );
    }
    json::object object{
        {"scenario", nullptr},
        {"profile", status.profile},
        {"clock", status.clock},
        {"time_ms", status.time.count()},
        {"open_connections", status.open_connections},
        {"bytes_served", status.bytes_served},
        {"rules", std::move(rules)},
        {"problems", texts(status.problems)},
    };
    if (!status.scenario.empty()) {
        object["scenario"] = status.scenario;
    }
    return said(object);
}

HttpAnswer fire(Controls& controls, const HttpRequest& request) {
    const auto body = read_body(request, "rule", R"({"rule": "lost-ack"})");
    if (const auto* refused = std::get_if<Refused>(&body)) {
        return refusal(400, *refused);
    }
    const auto& rule = std::get<std::string>(body);
    const auto names = controls.rule_names();
    if (std::ranges::find(names, rule) == names.end()) {
        const std::vector<std::string_view> known{names.begin(), names.end()};
        const auto near = domain::rules::nearest(rule, known);
        const auto hint = near            ? "Did you mean \"" + std::string{*near} + "\"?"
                          : names.empty() ? "The scenario has no rules; say --scenario FILE."
                                          : "GET /status lists the rules.";
        return refusal(404, {"There is no rule called \"" + rule + "\".", hint});
    }
    constexpr std::array<std::string_view, 3> words{"now", "next command", "next request"};
    const auto when = words.at(static_cast<std::size_t>(controls.fire(rule)));
    return said({{"rule", rule}, {"fires", std::string{when}}});
}

HttpAnswer advance(Controls& controls, const HttpRequest& request) {
    const auto body = read_body(request, "by", R"({"by": "1h30m"})");
    if (const auto* refused = std::get_if<Refused>(&body)) {
        return refusal(400, *refused);
    }
    const auto& text = std::get<std::string>(body);
    const auto by = parse_scenario_duration(text);
    if (!by || *by > longest_advance) {
        return refusal(
            400,
            {"\"" + text + "\" is no time from 0 to 366 days.", R"(Say it as "90s" or "1h30m".)"}
        );
    }
    const auto went = controls.advance(*by);
    json::object object{{"advanced_ms", went.count()}, {"time_ms", controls.status().time.count()}};
    if (went < *by) {
        object["hint"] = "So much was due on the way that time stopped here; ask again to go on.";
    }
    return said(object);
}

HttpAnswer reset(Controls& controls, const HttpRequest& request) {
    if (!request.body.empty() && request.body != "{}") {
        return refusal(400, {"POST /reset takes no body.", ""});
    }
    if (const auto refused = controls.reset()) {
        return refusal(500, *refused);
    }
    return said({{"reset", true}});
}

HttpAnswer show_journal(Controls& controls, const HttpRequest& request) {
    std::uint64_t from = 0;
    constexpr std::string_view key = "from=";
    if (!request.query.empty()) {
        const std::string_view query{request.query};
        const auto* end = query.data() + query.size();
        const auto [stopped, error] =
            std::from_chars(query.data() + std::min(key.size(), query.size()), end, from);
        if (!query.starts_with(key) || error != std::errc{} || stopped != end) {
            return refusal(
                400, {"The query is not understood.", "GET /journal?from=120 is line 120 and on."}
            );
        }
    }
    const auto part = controls.journal(from, most_journal_lines);
    return said({{"from", part.from}, {"next", part.next}, {"lines", texts(part.lines)}});
}

struct Path {
    std::string_view method;
    std::string_view path;
    HttpAnswer (*answer)(Controls& controls, const HttpRequest& request);
};

constexpr std::array<Path, 5> paths{{
    {"GET", "/status", show_status},
    {"POST", "/fire", fire},
    {"POST", "/advance", advance},
    {"POST", "/reset", reset},
    {"GET", "/journal", show_journal},
}};

bool names_this_machine(std::string_view host) {
    const auto bracket = host.find(']');
    const auto colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const auto name = host.substr(0, colon);
    return domain::equal_ignoring_case(name, "localhost") || name == "[::1]" ||
           name.starts_with("127.");
}

} // namespace

HttpAnswer answer(Controls& controls, const HttpRequest& request) {
    if (!request.origin.empty() || !names_this_machine(request.host)) {
        return refusal(
            403, {"Not for pages of a browser, nor under another host than localhost.", ""}
        );
    }
    const auto* known = std::ranges::find(paths, request.path, &Path::path);
    if (known == paths.end()) {
        std::vector<std::string_view> candidates;
        std::ranges::transform(paths, std::back_inserter(candidates), &Path::path);
        const auto near = domain::rules::nearest(request.path, candidates);
        return refusal(
            404,
            {"There is no " + request.path + '.',
             near ? "Did you mean " + std::string{*near} + "?"
                  : "There are /status, /fire, /advance, /reset and /journal."}
        );
    }
    if (request.method != known->method) {
        auto wrong =
            refusal(405, {request.path + " takes " + std::string{known->method} + " only.", ""});
        wrong.headers.emplace_back("Allow", known->method); // RFC 9110 15.5.6
        return wrong;
    }
    return known->answer(controls, request);
}

HttpSession control_session(Controls& controls) {
    return HttpSession{[&controls](const HttpRequest& request, Instant /*now*/) {
        return HttpReaction{
            written(answer(controls, request), {}, request.keep_alive), !request.keep_alive
        };
    }};
}

} // namespace testserver::control
