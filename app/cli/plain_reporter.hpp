#pragma once

#include "ports/reporter.hpp"

#include <ostream>

namespace cli {

/// Says warnings, and with -v everything else, one line each.
class PlainReporter final : public ports::Reporter {
public:
    PlainReporter(std::ostream& err, bool verbose) : err_(err), verbose_(verbose) {}

    void report(const ports::Event& event) override {
        if (const auto* warning = std::get_if<ports::Warning>(&event)) {
            err_ << "warning: " << warning->sentence << '\n';
        } else if (const auto* trace = std::get_if<ports::Trace>(&event); trace && verbose_) {
            err_ << trace->sentence << '\n';
        }
    }

private:
    std::ostream& err_;
    bool verbose_;
};

} // namespace cli
