#pragma once

#include "testserver/scenario/run_record.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace testserver::program {

/// One line of an event log, taken apart.
struct TranscriptLine {
    Milliseconds at{0};
    char who = ' '; ///< A accepted, C client, S server, F a rule fired, X closed.
    std::uint64_t connection = 0;
    std::string text;
};

/// What was said in a run, for a page that shows parts of it. Bounded; says how much it left out.
class Transcript {
public:
    static constexpr std::size_t most_lines = 200'000;
    static constexpr std::size_t longest_line = 300;

    void add(std::string_view line);

    [[nodiscard]] const std::vector<TranscriptLine>& lines() const { return lines_; }

    [[nodiscard]] std::size_t left_out() const { return left_out_; }

private:
    std::vector<TranscriptLine> lines_;
    std::size_t left_out_ = 0;
};

} // namespace testserver::program
