#include "testserver/scenario/label_writes.hpp"

#include "testserver/scenario/uid_set.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

namespace testserver {
namespace {

/// "UID STORE 1:3 +X-GM-LABELS.SILENT (Travel)", taken apart.
struct LabelWrite {
    std::vector<std::uint64_t> uids;
    bool adds = true;
    std::string labels;
};

/// A bounded count of the numbers of a set.
std::vector<std::uint64_t> numbers_of(std::string_view set) {
    constexpr std::size_t most = 100'000;
    std::vector<std::uint64_t> numbers;
    for (const auto& range : uid_ranges(set)) {
        for (auto number = range.from; number <= range.to && numbers.size() < most; ++number) {
            numbers.push_back(number);
        }
    }
    return numbers;
}

std::optional<LabelWrite> label_write(std::string_view command) {
    constexpr std::string_view verb = "UID STORE ";
    if (!command.starts_with(verb)) {
        return std::nullopt;
    }
    command.remove_prefix(verb.size());
    const auto set = command.substr(0, command.find(' '));
    const auto sign = command.find_first_of("+-");
    const auto open = command.find('(', sign == std::string_view::npos ? 0 : sign);
    if (sign == std::string_view::npos || open == std::string_view::npos) {
        return std::nullopt;
    }
    return LabelWrite{numbers_of(set), command[sign] == '+', std::string{command.substr(open)}};
}

} // namespace

std::vector<std::string> written_twice(const std::vector<RunEvent>& commands) {
    using Write = std::tuple<std::uint64_t, std::uint64_t, std::string>;
    std::set<Write> held;
    std::set<Write> taken;
    std::vector<std::string> twice;
    for (const auto& event : commands) {
        const auto write = event.executed ? label_write(event.text) : std::nullopt;
        if (!write) {
            continue;
        }
        for (const auto uid : write->uids) {
            auto& now = write->adds ? held : taken;
            auto& opposite = write->adds ? taken : held;
            const Write one{event.uid_validity, uid, write->labels};
            opposite.erase(one);
            if (!now.insert(one).second) {
                twice.push_back("written twice: " + event.text);
                break;
            }
        }
    }
    return twice;
}

} // namespace testserver
