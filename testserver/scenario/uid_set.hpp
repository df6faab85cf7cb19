#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace testserver {

/// From the first to the last, both included.
struct UidRange {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};

/// The ranges of "1:3,7" (RFC 3501 sequence-set), each with the smaller number first. What holds
/// "*" or is no number is left out.
std::vector<UidRange> uid_ranges(std::string_view set);

/// UIDs, as ranges that do not touch.
class UidSet {
public:
    void add(UidRange range);
    [[nodiscard]] bool holds(std::uint64_t uid) const;

private:
    std::map<std::uint64_t, std::uint64_t> ranges_; ///< First to last.
};

} // namespace testserver
