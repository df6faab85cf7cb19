#pragma once

#include "testserver/scenario/json_object.hpp"
#include "testserver/scenario/pieces.hpp"
#include "testserver/scenario/step.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace testserver {

/// What is wrong with the bytes of an HTTP answer's body.
enum class HttpDamage : unsigned char {
    truncated,       ///< Half of it comes, then the connection ends.
    short_length,    ///< Content-Length says less than what comes.
    bad_chunk,       ///< Chunked, and the second chunk's size is no number.
    gzip_bomb,       ///< 10 MB of nothing in 10 KB of gzip.
    not_gzip,        ///< Said to be gzip, and is not.
    byte_order_mark, ///< Begins with one.
};

/// What becomes of an answer of the OAuth endpoint. What is not said here stays as it is.
struct HttpChange {
    std::optional<unsigned> status;
    std::optional<std::string> body;
    std::uint64_t zeros = 0; ///< The body is that many "0".
    std::optional<std::string> content_type;
    std::vector<std::pair<std::string, std::string>> headers; ///< More of them.
    std::vector<JsonMember> set;                              ///< Members of the answer's object.
    std::vector<std::string> remove;
    std::optional<HttpDamage> damage;

    /// Another answer comes in place of the own one, and the request is not executed.
    [[nodiscard]] bool replaces() const { return status || body || zeros > 0; }
};

/// What becomes of a request. The default is what a calm server does.
struct HttpTreatment {
    bool run = true;    ///< False: no code is used up, no token given.
    bool answer = true; ///< False: nothing is said; `before` and `after` are all there is.
    HttpChange change;
    Pieces pieces; ///< Of the answer.
    Steps before;
    Steps after;
};

} // namespace testserver
