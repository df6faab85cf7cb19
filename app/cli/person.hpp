#pragma once

#include <istream>
#include <ostream>
#include <string_view>

namespace cli {

/// The person at the terminal, if there is one: a pipe, --json and --no-input have none.
class Person {
public:
    Person(std::istream* in, std::ostream& out) : in_(in), out_(out) {}

    /// Can be asked.
    [[nodiscard]] bool listens() const { return in_ != nullptr; }

    /// Asks a question that "y" or "yes" answers with yes, and all else with no; no when nobody
    /// listens.
    [[nodiscard]] bool agrees(std::string_view question);

private:
    std::istream* in_;
    std::ostream& out_;
};

} // namespace cli
