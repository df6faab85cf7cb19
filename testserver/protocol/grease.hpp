#pragma once

#include "adapters/imap/wire/write_response.hpp"
#include "testserver/scenario/step.hpp"

#include <cstdint>
#include <string>

namespace testserver {

/// Legal variance, drawn from a seed (as RFC 8701 does for TLS): what a server may say otherwise
/// and a client must read all the same. The same seed and connection vary in the same way.
class Grease {
public:
    Grease(std::uint64_t seed, std::uint64_t connection) : seed_(seed), connection_(connection) {}

    /// Quoting form, order of items and case of keywords for the next response.
    imap::wire::ResponseStyle varied(imap::wire::ResponseStyle style);

    /// True now and then: when something may be said that nobody asked for.
    bool says_more();

    /// The same bytes in several segments.
    Steps segments(std::string bytes);

private:
    std::uint64_t next();

    std::uint64_t seed_;
    std::uint64_t connection_;
    std::uint64_t drawn_ = 0;
};

} // namespace testserver
