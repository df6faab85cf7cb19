#include "app/cli/json.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace cli {

namespace json = boost::json;

json::array json_of(const domain::LabelSet& labels) {
    json::array names;
    for (const auto& label : labels) {
        names.emplace_back(label.name);
    }
    return names;
}

json::object json_of(const ports::Transferred& bytes) {
    return {{"received", bytes.received.count}, {"sent", bytes.sent.count}};
}

json::string json_of(domain::Timestamp time) {
    return json::string{fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", time)};
}

json::object json_of(const ports::Failure& failure) {
    json::object object{
        {"type", "failure"},
        {"kind", ports::name(failure.kind)},
        {"sentence", failure.sentence},
        {"hint", failure.hint},
        {"exit_code", ports::reaction(failure.kind).exit_code},
    };
    if (failure.retry_after) {
        object["retry_after_seconds"] = failure.retry_after->count();
    }
    return object;
}

} // namespace cli
