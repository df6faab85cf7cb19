#pragma once

#include "adapters/imap/wire/read_response.hpp"
#include "adapters/imap/wire/write_response.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace imap::wire {

/// How a response looks in a failed expectation: as it would be written.
inline void PrintTo(const Response& response, std::ostream* out) {
    std::string text;
    write_response(text, response);
    *out << text;
    for (const Quirk quirk : response.quirks) {
        *out << ' ' << name_of(quirk);
    }
}

inline void PrintTo(Quirk quirk, std::ostream* out) {
    *out << name_of(quirk);
}

} // namespace imap::wire

namespace wire_test {

/// Reads one response with every tolerance; a failure fails the test and says where it stopped.
inline imap::wire::Response read(std::string_view text) {
    auto response = imap::wire::read_response(text);
    if (!response) {
        const auto& error = response.error();
        ADD_FAILURE() << text << "\n  stops at " << error.offset << ": " << error.what << " in "
                      << error.where;
        return {};
    }
    return *std::move(response);
}

/// Reads one response that must need no tolerance.
inline imap::wire::Response read_strictly(std::string_view text) {
    auto response = imap::wire::read_response(text, {imap::wire::Tolerance::nothing()});
    if (!response) {
        const auto& error = response.error();
        ADD_FAILURE() << text << "\n  stops at " << error.offset << ": " << error.what << " in "
                      << error.where;
        return {};
    }
    return *std::move(response);
}

/// Lives as long as the response.
template <typename Data>
const Data& data(const imap::wire::Response& response) {
    static const Data none;
    const auto* held = std::get_if<Data>(&response.data);
    if (held == nullptr) {
        ADD_FAILURE() << "another kind of response: " << response.data.index();
        return none;
    }
    return *held;
}

template <typename Data>
Data read_as(std::string_view text) {
    return data<Data>(read(text));
}

template <typename Data>
Data read_strictly_as(std::string_view text) {
    return data<Data>(read_strictly(text));
}

template <typename Code>
Code code_of(const imap::wire::Response& response) {
    const auto status = data<imap::wire::Status>(response);
    const auto* held = std::get_if<Code>(&status.code);
    if (held == nullptr) {
        ADD_FAILURE() << "another code: " << imap::wire::name_of(status.code);
        return {};
    }
    return *held;
}

using Names = std::vector<std::string>;
using Numbers = std::vector<std::uint32_t>;

} // namespace wire_test
