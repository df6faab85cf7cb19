#include "adapters/console/connection_news.hpp"
#include "adapters/console/progress_line.hpp"
#include "adapters/console/reporters.hpp"
#include "adapters/console/visible.hpp"

#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <variant>

namespace console {

namespace {

constexpr std::chrono::minutes between_lines{1};

class PlainReporter final : public ScreenReporter {
public:
    PlainReporter(Writer writer, const ports::Clock& clock, Volume volume)
        : writer_(std::move(writer)), clock_(clock), volume_(volume) {}

    void report(const ports::Event& event) override {
        std::visit([this](const auto& one) { take(one); }, event);
    }

private:
    /// The first line comes after a minute: a run that is quicker is no news.
    void take(const ports::Progress& progress) {
        const auto now = clock_.monotonic();
        state_.take(progress, now);
        if (!told_at_) {
            told_at_ = now;
        }
        if (volume_ != Volume::quiet && now - *told_at_ >= between_lines) {
            told_at_ = now;
            say(progress_line(state_, now, std::numeric_limits<std::size_t>::max()));
        }
    }

    void take(const ports::ConnectionEvent& event) {
        using What = ports::ConnectionEvent::What;
        const bool back = event.what == What::connected && state_.connections > 0;
        const bool news = event.what == What::lost || event.what == What::waiting || back;
        if (volume_ == Volume::verbose || (volume_ == Volume::usual && news)) {
            say(connection_news(event));
        }
        state_.take(event, clock_.monotonic());
    }

    void take(const ports::Warning& warning) {
        say("warning: " + harmless(warning.sentence));
        if (!warning.hint.empty()) {
            say("  " + harmless(warning.hint));
        }
    }

    void take(const ports::Trace& trace) {
        if (volume_ == Volume::verbose) {
            say(harmless(trace.sentence));
        }
    }

    void say(const std::string& line) { writer_(line + '\n'); }

    Writer writer_;
    const ports::Clock& clock_;
    Volume volume_;
    ProgressState state_;
    std::optional<ports::Clock::Monotonic> told_at_;
};

} // namespace

std::unique_ptr<ScreenReporter>
plain_reporter(Writer writer, const ports::Clock& clock, Volume volume) {
    return std::make_unique<PlainReporter>(std::move(writer), clock, volume);
}

void write_to_stderr(std::string_view text) {
    while (!text.empty()) {
        const ssize_t put = ::write(STDERR_FILENO, text.data(), text.size());
        if (put <= 0) {
            return; // Nobody is left to be told.
        }
        text.remove_prefix(static_cast<std::size_t>(put));
    }
}

} // namespace console
