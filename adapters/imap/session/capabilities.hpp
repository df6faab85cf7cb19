#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imap::session {

/// What the server said last that it can do. A new list replaces the old one: AUTH=… and SASL-IR
/// vanish with the login.
class Capabilities {
public:
    void replace(const std::vector<std::string>& announced);
    void forget();

    /// `name` in upper case, as RFCs write it.
    [[nodiscard]] bool has(std::string_view name) const { return names_.contains(name); }

    /// In upper case, in order.
    [[nodiscard]] std::vector<std::string> names() const { return {names_.begin(), names_.end()}; }

    [[nodiscard]] bool known() const { return known_; }

private:
    std::set<std::string, std::less<>> names_;
    bool known_ = false;
};

} // namespace imap::session
