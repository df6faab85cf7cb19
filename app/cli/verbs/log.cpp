#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/log_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/usecase/status.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cli {

namespace {

namespace json = boost::json;
using usecase::History;

// What fits on a screen; --limit says another number.
constexpr std::size_t usual_entries = 20;
// Between two looks of --follow.
constexpr std::chrono::seconds between_looks{1};

/// Shows each entry once, and once more when it has become another: a connection that has ended.
class Following {
public:
    Following(Call& call, usecase::World world, std::size_t most)
        : call_(call), world_(std::move(world)), most_(std::max(most, usual_entries)) {}

    ports::Result<int> until_the_end(std::optional<std::chrono::seconds> length) {
        const auto& clock = call_.outside().clock();
        const auto begun = clock.monotonic();
        for (std::size_t look = 0; !length || clock.monotonic() - begun < *length; ++look) {
            const auto history = usecase::history(world_, most_);
            if (!history) {
                return ports::fail(history.error());
            }
            tell(*history, look == 0);
            call_.outside().sleep()(clock.monotonic() + between_looks, call_.stop());
            if (call_.stop().stop_requested()) {
                return usecase::interrupted();
            }
        }
        return exit_code::ok;
    }

private:
    void tell(const History& history, bool first) {
        std::set<std::string> now;
        for (auto& line : lines_of(history, most_)) {
            // What was left out of the first look is old.
            if (!first && line.when < oldest_) {
                continue;
            }
            oldest_ = first && now.empty() ? line.when : oldest_;
            auto key = json::serialize(line.object);
            while (now.contains(key)) {
                key += '+'; // Two of one second can look the same.
            }
            if (!told_.contains(key)) {
                tell(line);
            }
            now.insert(std::move(key));
        }
        told_ = std::move(now);
    }

    void tell(const LogLine& line) {
        if (call_.out().json()) {
            auto object = line.object;
            object["verb"] = "log";
            call_.out().value(object);
        } else {
            call_.out().text(line.text);
        }
    }

    Call& call_;
    usecase::World world_;
    std::size_t most_;
    domain::Timestamp oldest_; ///< Of those that were shown first.
    std::set<std::string> told_;
};

/// With --for, which makes no sense without --follow.
ports::Result<std::optional<std::chrono::seconds>> length_of(const Arguments& arguments) {
    if (arguments.has("for") && !arguments.has("follow")) {
        return ports::fail(ports::FailureKind::usage, "--for goes with --follow");
    }
    return arguments.duration("for");
}

} // namespace

ports::Result<int> run_log(Call& call) {
    const auto limit = call.arguments().number("limit");
    if (!limit) {
        return ports::fail(limit.error());
    }
    const auto length = length_of(call.arguments());
    if (!length) {
        return ports::fail(length.error());
    }
    const std::size_t most = limit->value_or(usual_entries);
    const auto account = call.account(compose::StateUse::inspect);
    if (!account) {
        return ports::fail(account.error());
    }
    if (call.arguments().has("follow")) {
        return Following{call, (*account)->world(), most}.until_the_end(*length);
    }
    const auto history = usecase::history((*account)->world(), most);
    if (!history) {
        return ports::fail(history.error());
    }
    json::array entries;
    std::string text;
    for (auto& line : lines_of(*history, most)) {
        entries.push_back(std::move(line.object));
        text += line.text;
    }
    if (call.out().json()) {
        call.out().value(json::object{{"verb", "log"}, {"entries", std::move(entries)}});
    } else {
        call.out().text(text.empty() ? "nothing has happened yet\n" : text);
    }
    return exit_code::ok;
}

} // namespace cli
