#include "testserver/protocol/list_pattern.hpp"

#include "domain/mail/ascii.hpp"

#include <vector>

namespace testserver {

bool list_matches(std::string_view pattern, std::string_view name) {
    const bool is_inbox = name == "INBOX";
    // reached[i]: the pattern so far fits the first i characters of the name.
    std::vector<bool> reached(name.size() + 1, false);
    reached[0] = true;
    for (const char p : pattern) {
        std::vector<bool> next(name.size() + 1, false);
        const bool wild = p == '*' || p == '%';
        next[0] = wild && reached[0];
        for (std::size_t i = 1; i <= name.size(); ++i) {
            const char n = name[i - 1];
            if (wild) {
                next[i] = reached[i] || (next[i - 1] && (p == '*' || n != '/'));
            } else {
                const bool same =
                    is_inbox ? domain::ascii_lower(p) == domain::ascii_lower(n) : p == n;
                next[i] = reached[i - 1] && same;
            }
        }
        reached = std::move(next);
    }
    return reached[name.size()];
}

} // namespace testserver
