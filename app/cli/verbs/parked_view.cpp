#include "app/cli/verbs/parked_view.hpp"

#include "app/cli/json.hpp"
#include "app/cli/output.hpp"
#include "app/usecase/parking.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace cli {

namespace json = boost::json;

namespace {

// More than a few have one cause; --json has them all.
constexpr std::size_t shown_parked = 5;

std::string parked_line(const ports::Parked& message) {
    return fmt::format(
        "    UID {} of {}: {}; {}, next {}\n",
        message.uid.value,
        printable(message.folder),
        printable(message.cause),
        message.times == 1 ? "1 try" : count(message.times) + " tries",
        moment(usecase::next_try(message))
    );
}

} // namespace

std::string text_of(std::span<const ports::Parked> parked) {
    if (parked.empty()) {
        return {};
    }
    auto text = fmt::format(
        "{} parked, because the server cannot deliver {} (sync --retry-parked asks again):\n",
        count(parked.size(), "message"),
        parked.size() == 1 ? "it" : "them"
    );
    for (const auto& message : parked.first(std::min(parked.size(), shown_parked))) {
        text += parked_line(message);
    }
    return parked.size() > shown_parked
               ? text + fmt::format("    and {} more\n", count(parked.size() - shown_parked))
               : text;
}

json::array json_of(std::span<const ports::Parked> parked) {
    json::array all;
    for (const auto& message : parked) {
        all.push_back(json::object{
            {"folder", message.folder},
            {"uid", message.uid.value},
            {"cause", message.cause},
            {"tries", message.times},
            {"first", json_of(message.first)},
            {"last", json_of(message.last)},
            {"next", json_of(usecase::next_try(message))},
        });
    }
    return all;
}

} // namespace cli
