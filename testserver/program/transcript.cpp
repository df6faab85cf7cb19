#include "testserver/program/transcript.hpp"

#include <charconv>

namespace testserver::program {
namespace {

std::uint64_t take_number(std::string_view& line) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    line.remove_prefix(line.empty() ? 0 : 1);
    return number;
}

} // namespace

void Transcript::add(std::string_view line) {
    if (lines_.size() == most_lines) {
        ++left_out_;
        return;
    }
    TranscriptLine taken;
    taken.at = Milliseconds{static_cast<Milliseconds::rep>(take_number(line))};
    taken.who = line.empty() ? ' ' : line.front();
    line.remove_prefix(line.size() < 2 ? line.size() : 2);
    taken.connection = take_number(line);
    taken.text = line.size() <= longest_line ? std::string{line}
                                             : std::string{line.substr(0, longest_line)} + "…";
    lines_.push_back(std::move(taken));
}

} // namespace testserver::program
