#include "adapters/console/connection_news.hpp"
#include "adapters/console/reporters.hpp"
#include "adapters/console/visible.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace console {

namespace {

namespace json = boost::json;

constexpr std::chrono::seconds between_lines{1};

class JsonReporter final : public ScreenReporter {
public:
    JsonReporter(Writer writer, const ports::Clock& clock, Volume volume)
        : writer_(std::move(writer)), clock_(clock), volume_(volume) {}

    void report(const ports::Event& event) override {
        std::visit([this](const auto& one) { take(one); }, event);
    }

private:
    void take(const ports::Progress& progress) {
        const auto now = clock_.monotonic();
        const bool finished = progress.total == progress.done;
        const bool due = !told_at_ || now - *told_at_ >= between_lines || finished;
        if (volume_ == Volume::quiet || !due) {
            return;
        }
        told_at_ = now;
        json::object line{{"type", "progress"}, {"verb", progress.verb}, {"done", progress.done}};
        if (progress.total) {
            line["total"] = *progress.total;
        }
        line["received_bytes"] = progress.received.count;
        line["sent_bytes"] = progress.sent.count;
        say(line);
    }

    void take(const ports::ConnectionEvent& event) {
        if (volume_ == Volume::quiet) {
            return;
        }
        json::object line{{"type", "connection"}, {"what", name(event.what)}};
        if (!event.detail.empty()) {
            line["detail"] = harmless(event.detail);
        }
        if (event.what == ports::ConnectionEvent::What::waiting) {
            line["wait_ms"] = event.wait.count();
        }
        say(line);
    }

    void take(const ports::Warning& warning) {
        json::object line{{"type", "warning"}, {"sentence", harmless(warning.sentence)}};
        if (!warning.hint.empty()) {
            line["hint"] = harmless(warning.hint);
        }
        say(line);
    }

    void take(const ports::Trace& trace) {
        if (volume_ == Volume::verbose) {
            say({{"type", "trace"}, {"sentence", harmless(trace.sentence)}});
        }
    }

    void say(const json::object& line) { writer_(json::serialize(line) + '\n'); }

    Writer writer_;
    const ports::Clock& clock_;
    Volume volume_;
    std::optional<ports::Clock::Monotonic> told_at_;
};

} // namespace

std::unique_ptr<ScreenReporter>
json_reporter(Writer writer, const ports::Clock& clock, Volume volume) {
    return std::make_unique<JsonReporter>(std::move(writer), clock, volume);
}

} // namespace console
