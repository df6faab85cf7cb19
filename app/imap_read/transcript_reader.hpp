#pragma once

#include "adapters/imap/wire/framer.hpp"
#include "adapters/imap/wire/read_response.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace imap_read {

/// A server's bytes to JSON lines. Memory stays bounded however long the stream is: lines and kept
/// literals have limits, longer literals are counted and left out.
///
/// Flow: receive(bytes) as they come, finish() at the end; lines and errors go out by the
/// functions.
class TranscriptReader {
public:
    using Line = std::function<void(std::string_view json)>;

    /// Without `error` what cannot be read is only counted.
    TranscriptReader(bool strict, Line response, Line error);

    void receive(std::string_view bytes);
    void finish();

    [[nodiscard]] bool all_read() const { return unreadable_ == 0; }

private:
    void drain();
    void read(const imap::wire::Frame& frame);
    void report(std::uint64_t offset, const imap::wire::Diagnostic& diagnostic);
    void follow_mode(const imap::wire::Response& response);

    imap::wire::Framer framer_;
    imap::wire::ReadOptions options_;
    Line response_;
    Line error_;
    std::uint64_t unreadable_ = 0;
};

} // namespace imap_read
