#pragma once

#include "app/cli/interruptible_input.hpp"
#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace cli {

/// The person at the terminal, if there is one: a pipe, --json and --no-input have none.
class Person {
public:
    /// `make_room` is called before anything is said.
    Person(std::istream* in, std::ostream& out, std::function<void()> make_room)
        : in_(in), out_(out), make_room_(std::move(make_room)) {}

    /// Can be asked.
    [[nodiscard]] bool listens() const { return in_ != nullptr; }

    /// Says something that has to be read before the program goes on.
    void tell(std::string_view text);

    /// Asks a question that "y" or "yes" answers with yes, and all else with no; no when nobody
    /// listens. `interrupted` when a stop is asked for.
    [[nodiscard]] ports::Result<bool>
    agrees(std::string_view question, const std::stop_token& stop);

    /// Asks for a secret, which is not shown while it is typed; nothing when nobody listens, or
    /// when a stop is asked for.
    [[nodiscard]] std::optional<ports::Secret>
    secret(std::string_view question, const std::stop_token& stop);

private:
    [[nodiscard]] std::optional<std::string> line(Echo echo, const std::stop_token& stop);

    std::istream* in_;
    std::ostream& out_;
    std::function<void()> make_room_;
};

} // namespace cli
