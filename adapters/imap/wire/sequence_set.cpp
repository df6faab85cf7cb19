#include "adapters/imap/wire/sequence_set.hpp"

#include <algorithm>

namespace imap::wire {

namespace {

std::string text_of(std::uint32_t number) {
    return number == star ? "*" : std::to_string(number);
}

std::string text_of(const Range& range) {
    return range.first == range.last ? text_of(range.first)
                                     : text_of(range.first) + ':' + text_of(range.last);
}

} // namespace

SequenceSet SequenceSet::of(const std::vector<std::uint32_t>& numbers) {
    SequenceSet set;
    for (const std::uint32_t number : numbers) {
        set.add(number);
    }
    return set;
}

SequenceSet SequenceSet::saved() {
    SequenceSet set;
    set.saved_ = true;
    return set;
}

void SequenceSet::add(std::uint32_t number) {
    if (!ranges_.empty() && number != star) {
        Range& range = ranges_.back();
        if (range.first <= range.last && number != 0 && range.last == number - 1) {
            range.last = number;
            return;
        }
    }
    ranges_.push_back({number, number});
}

bool SequenceSet::contains(std::uint32_t number) const {
    return std::ranges::any_of(ranges_, [=](const Range& range) { return range.contains(number); });
}

std::uint64_t SequenceSet::size() const {
    std::uint64_t total = 0;
    for (const Range& range : ranges_) {
        total += range.size();
    }
    return total;
}

std::vector<std::uint32_t> SequenceSet::numbers(std::size_t at_most) const {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(std::min<std::uint64_t>(size(), at_most));
    for (const Range& range : ranges_) {
        for (std::uint64_t i = 0; i < range.size() && numbers.size() < at_most; ++i) {
            const auto step = static_cast<std::uint32_t>(i);
            numbers.push_back(range.first <= range.last ? range.first + step : range.first - step);
        }
    }
    return numbers;
}

std::string SequenceSet::text() const {
    if (saved_) {
        return "$";
    }
    std::string text;
    for (const Range& range : ranges_) {
        if (!text.empty()) {
            text += ',';
        }
        text += text_of(range);
    }
    return text;
}

std::vector<SequenceSet> SequenceSet::pieces(std::size_t octets) const {
    std::vector<SequenceSet> pieces;
    std::size_t used = 0;
    for (const Range& range : ranges_) {
        const std::size_t length = text_of(range).size() + 1;
        if (pieces.empty() || used + length > octets) {
            pieces.emplace_back();
            used = 0;
        }
        pieces.back().add(range);
        used += length;
    }
    if (saved_) {
        pieces.push_back(saved());
    }
    return pieces;
}

} // namespace imap::wire
