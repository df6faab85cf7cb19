#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace imap::wire {

/// Why bytes could not be read or a value could not be written: where in the response or command,
/// what was missing, and inside which production.
struct Diagnostic {
    std::uint64_t offset = 0; ///< From the first octet of the response or command.
    std::string what;         ///< "expected a number".
    std::string where;        ///< "body-fld-octets": the production, as the RFC names it.

    bool operator==(const Diagnostic&) const = default;
};

/// A value or the reason why there is none.
template <typename T>
class Parsed {
public:
    // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions): a result is returned
    // as the value itself.
    Parsed(T value) : state_(std::in_place_index<0>, std::move(value)) {}

    // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions)
    Parsed(Diagnostic fault) : state_(std::in_place_index<1>, std::move(fault)) {}

    explicit operator bool() const { return state_.index() == 0; }

    T& operator*() & { return std::get<0>(state_); }

    const T& operator*() const& { return std::get<0>(state_); }

    T&& operator*() && { return std::get<0>(std::move(state_)); }

    T* operator->() { return &std::get<0>(state_); }

    const T* operator->() const { return &std::get<0>(state_); }

    [[nodiscard]] const Diagnostic& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Diagnostic> state_;
};

} // namespace imap::wire
