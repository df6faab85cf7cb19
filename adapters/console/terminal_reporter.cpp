#include "adapters/console/connection_news.hpp"
#include "adapters/console/progress_line.hpp"
#include "adapters/console/reporters.hpp"
#include "adapters/console/visible.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace console {

namespace {

/// The eye sees no more, and a terminal over a slow line has better things to do.
constexpr std::chrono::milliseconds redraw{100};

class TerminalReporter final : public ScreenReporter {
public:
    TerminalReporter(
        Writer writer,
        const ports::Clock& clock,
        std::function<std::size_t()> columns,
        Style style,
        Volume volume
    )
        : writer_(std::move(writer)), clock_(clock), columns_(std::move(columns)), style_(style),
          volume_(volume) {}

    TerminalReporter(const TerminalReporter&) = delete;
    TerminalReporter& operator=(const TerminalReporter&) = delete;

    ~TerminalReporter() override { clear(); }

    void report(const ports::Event& event) override {
        std::visit([this](const auto& one) { take(one); }, event);
    }

    void make_room() override {
        clear();
        has_progress_ = false;
    }

private:
    void take(const ports::Progress& progress) {
        state_.take(progress, clock_.monotonic());
        has_progress_ = true;
        draw();
    }

    void take(const ports::ConnectionEvent& event) {
        using What = ports::ConnectionEvent::What;
        const bool news = event.what == What::lost || event.what == What::waiting;
        if (volume_ == Volume::verbose || (volume_ == Volume::usual && news)) {
            say(style_(news ? Tone::careful : Tone::faint, connection_news(event)));
        }
        state_.take(event, clock_.monotonic());
        drawn_at_.reset();
        draw();
    }

    void take(const ports::Warning& warning) {
        say(style_(Tone::careful, "warning: ") + harmless(warning.sentence));
        if (!warning.hint.empty()) {
            say(style_(Tone::faint, "  " + harmless(warning.hint)));
        }
        draw();
    }

    void take(const ports::Trace& trace) {
        if (volume_ == Volume::verbose) {
            say(style_(Tone::faint, harmless(trace.sentence)));
            draw();
        }
    }

    /// A line that stays.
    void say(const std::string& line) {
        clear();
        writer_(line + '\n');
    }

    void draw() {
        const auto now = clock_.monotonic();
        const bool due = !drawn_at_ || now - *drawn_at_ >= redraw;
        if (volume_ == Volume::quiet || !has_progress_ || !due) {
            return;
        }
        // One column stays free: in the last one some terminals begin a new line.
        const std::size_t columns = columns_();
        const std::string line = progress_line(state_, now, columns > 1 ? columns - 1 : 1);
        writer_("\r\x1b[K" + line);
        drawn_at_ = now;
        on_screen_ = true;
    }

    void clear() {
        if (std::exchange(on_screen_, false)) {
            writer_("\r\x1b[K");
        }
        drawn_at_.reset();
    }

    Writer writer_;
    const ports::Clock& clock_;
    std::function<std::size_t()> columns_;
    Style style_;
    Volume volume_;
    ProgressState state_;
    bool has_progress_ = false;
    bool on_screen_ = false;
    std::optional<ports::Clock::Monotonic> drawn_at_;
};

} // namespace

std::unique_ptr<ScreenReporter> terminal_reporter(
    Writer writer,
    const ports::Clock& clock,
    std::function<std::size_t()> columns,
    Style style,
    Volume volume
) {
    return std::make_unique<TerminalReporter>(
        std::move(writer), clock, std::move(columns), style, volume
    );
}

} // namespace console
