#include "testserver/control/request_body.hpp"

#include "domain/rules/diagnostic.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <array>

namespace testserver::control {
namespace {

namespace json = boost::json;

/// A body is an object of texts: what nests is none.
constexpr std::size_t deepest = 4;

} // namespace

std::variant<std::string, Refused>
read_body(const HttpRequest& request, std::string_view key, std::string_view example) {
    const auto refused = [&](const std::string& sentence, const std::string& hint = "") {
        return Refused{sentence, hint + "The body is like " + std::string{example} + '.'};
    };
    json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code error;
    const auto value = json::parse(request.body, error, {}, options);
    if (error) {
        return refused("The body is no JSON: " + error.message() + '.');
    }
    const auto* object = value.if_object();
    if (object == nullptr) {
        return refused("The body is no JSON object.");
    }
    for (const auto& member : *object) {
        const std::string_view name{member.key().data(), member.key().size()};
        if (name != key) {
            const bool near = domain::rules::nearest(name, std::array{key}).has_value();
            return refused(
                "Unknown member \"" + std::string{name} + "\".",
                near ? "Did you mean \"" + std::string{key} + "\"? " : ""
            );
        }
    }
    const auto* found = object->if_contains({key.data(), key.size()});
    const auto* text = found == nullptr ? nullptr : found->if_string();
    if (text == nullptr) {
        return refused("The text \"" + std::string{key} + "\" is missing.");
    }
    return std::string{text->data(), text->size()};
}

} // namespace testserver::control
