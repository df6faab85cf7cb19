#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace imap::wire {

/// "*", the largest number in use. Not a legal number itself here: no mailbox reaches 2^32 - 1.
inline constexpr std::uint32_t star = std::numeric_limits<std::uint32_t>::max();

/// seq-range of RFC 3501, kept as written: "5:3" has first 5 and last 3.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;

    [[nodiscard]] bool contains(std::uint32_t number) const {
        return first <= last ? first <= number && number <= last
                             : last <= number && number <= first;
    }

    [[nodiscard]] std::uint64_t size() const {
        return std::uint64_t{first <= last ? last - first : first - last} + 1;
    }

    bool operator==(const Range&) const = default;
};

/// A set of UIDs or sequence numbers in the order of the wire: the two sets of COPYUID pair by
/// position, and Gmail sends them unsorted or descending.
class SequenceSet {
public:
    SequenceSet() = default;

    SequenceSet(std::initializer_list<Range> ranges) : ranges_(ranges) {}

    /// Numbers in the given order, neighbours joined to ranges.
    static SequenceSet of(const std::vector<std::uint32_t>& numbers);

    static SequenceSet all() { return {Range{1, star}}; }

    /// "$", the result of the last SEARCH RETURN (SAVE) (RFC 5182).
    static SequenceSet saved();

    [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }

    [[nodiscard]] bool is_saved() const { return saved_; }

    [[nodiscard]] bool empty() const { return ranges_.empty() && !saved_; }

    [[nodiscard]] bool contains(std::uint32_t number) const;
    /// How many numbers; a range to "*" counts to 2^32 - 1.
    [[nodiscard]] std::uint64_t size() const;
    /// Each number in the order of the wire, up to `at_most`: a hostile "1:4294967294" must not
    /// fill the memory.
    [[nodiscard]] std::vector<std::uint32_t> numbers(std::size_t at_most) const;

    void add(std::uint32_t number);

    void add(Range range) { ranges_.push_back(range); }

    [[nodiscard]] std::string text() const;
    /// The set in pieces whose text has at most `octets`, so that no command line grows past what a
    /// server takes.
    [[nodiscard]] std::vector<SequenceSet> pieces(std::size_t octets) const;

    bool operator==(const SequenceSet&) const = default;

private:
    std::vector<Range> ranges_;
    bool saved_ = false;
};

} // namespace imap::wire
