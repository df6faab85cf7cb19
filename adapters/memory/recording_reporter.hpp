#pragma once

#include "ports/reporter.hpp"

#include <variant>
#include <vector>

namespace memory {

/// Keeps what would have been shown, for tests to read.
class RecordingReporter final : public ports::Reporter {
public:
    void report(const ports::Event& event) override { events_.push_back(event); }

    [[nodiscard]] const std::vector<ports::Event>& events() const { return events_; }

    /// The events of one kind, in order: `all<ports::Warning>()`.
    template <typename Kind>
    [[nodiscard]] std::vector<Kind> all() const {
        std::vector<Kind> found;
        for (const auto& event : events_) {
            if (const auto* one = std::get_if<Kind>(&event)) {
                found.push_back(*one);
            }
        }
        return found;
    }

private:
    std::vector<ports::Event> events_;
};

} // namespace memory
