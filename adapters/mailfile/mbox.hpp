#pragma once

#include "adapters/mailfile/raw_mail.hpp"
#include "ports/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mailfile {

/// Splits an mbox that comes in pieces of any size into messages. Knows no file; holds one message
/// at most.
///
/// Flow: feed each piece in order, then finish.
class MboxSplitter {
public:
    /// `name` begins the id of each message; the sinks are called from within `feed` and `finish`
    /// and must outlive this.
    MboxSplitter(
        std::string name,
        std::size_t longest_message,
        const RawMailSink& sink,
        const SkippedSink& skipped
    )
        : name_(std::move(name)), longest_message_(longest_message), sink_(sink),
          skipped_(skipped) {}

    ports::Result<void> feed(std::string_view piece);
    ports::Result<void> finish();

private:
    ports::Result<void> line(std::string_view text);
    ports::Result<void> end_message();
    void begin_message(const std::optional<domain::Timestamp>& received);
    void append(std::string_view text);

    std::string name_;
    std::size_t longest_message_;
    const RawMailSink& sink_;
    const SkippedSink& skipped_;

    std::string unfinished_line_;
    bool inside_line_ = false; ///< The line began in an earlier piece and was passed on in part.
    bool after_blank_ = true;  ///< A "From " line may begin a message here.
    std::uint64_t line_number_ = 0;
    std::uint64_t position_ = 0; ///< Of the line, from the first byte that was fed.

    bool in_message_ = false;
    bool too_long_ = false;
    std::uint64_t message_number_ = 0;
    std::uint64_t message_line_ = 0;
    RawMail mail_;
};

} // namespace mailfile
