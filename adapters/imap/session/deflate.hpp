#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace imap::session {

/// One direction each of COMPRESS=DEFLATE (RFC 4978): raw deflate, flushed so that the peer can
/// read everything said so far. Hides zlib.
class Deflater {
public:
    Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    ~Deflater();

    [[nodiscard]] std::string deflate(std::string_view plain);

private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

/// Inflates in small steps, so that a bomb meets the framer's limits before it meets the memory's.
class Inflater {
public:
    /// Octets that one step yields at most.
    static constexpr std::size_t step_octets = std::size_t{64} * 1024;

    Inflater();
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater();

    void receive(std::string_view deflated);
    /// The next plain bytes, empty when more input is needed; absent when the input is damaged or
    /// the stream has ended. They last until the next step.
    [[nodiscard]] std::optional<std::string_view> step();

private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
    std::string input_;
    std::string plain_; ///< Kept: a fresh buffer for each answer cost more than inflating it.
};

} // namespace imap::session
