#pragma once

#include "testserver/control/controls.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace testserver::program {

/// The newest lines of the event log, for the control port. Numbers of lines go on when old ones
/// are dropped.
class Journal {
public:
    static constexpr std::size_t most_lines = 100'000;
    static constexpr std::size_t longest_line = 1'000;

    void add(std::string_view line) {
        if (lines_.size() == most_lines) {
            lines_.pop_front();
            ++first_;
        }
        lines_.emplace_back(line.substr(0, longest_line));
    }

    void clear() {
        lines_.clear();
        first_ = 0;
    }

    [[nodiscard]] control::JournalPart part(std::uint64_t from, std::size_t most) const {
        const auto end = first_ + lines_.size();
        const auto begin = std::clamp<std::uint64_t>(from, first_, end);
        control::JournalPart found{begin, {}, std::min<std::uint64_t>(begin + most, end)};
        for (auto number = begin; number < found.next; ++number) {
            found.lines.push_back(lines_[number - first_]);
        }
        return found;
    }

private:
    std::deque<std::string> lines_;
    std::uint64_t first_ = 0;
};

} // namespace testserver::program
