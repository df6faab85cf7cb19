#pragma once

#include "adapters/imap/wire/diagnostic.hpp"
#include "adapters/imap/wire/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace imap::wire {

/// Whose bytes are read: a server's responses or a client's commands.
enum class Peer : unsigned char { server, client };

/// A literal whose bytes went out in pieces: in the frame's text only its announcement stands, and
/// `position` is the octet behind the announcement's line end.
struct StreamedLiteral {
    std::size_t position = 0;
    std::uint64_t octets = 0;

    bool operator==(const StreamedLiteral&) const = default;
};

/// One whole response or command: its lines and literals, without the line end that closes it.
struct Frame {
    std::string_view text;
    std::vector<StreamedLiteral> streamed;
    std::uint64_t offset = 0;    ///< Of its first octet in the stream.
    bool bare_line_feed = false; ///< A line ended without CR.
    bool unterminated = false;   ///< The stream ended before the line did.
};

/// A part of a literal that is streamed. `head` is the message up to the announcement, so that the
/// reader can tell whose body it is.
struct LiteralPiece {
    std::string_view head;
    std::string_view bytes;
    std::uint64_t position = 0; ///< Of `bytes` in the literal.
    std::uint64_t octets = 0;   ///< Of the whole literal.
};

/// Only from a client: a synchronising literal was announced, the client waits for "+". Say that,
/// or call `refuse_literal` and answer NO or BAD.
struct LiteralAnnounced {
    std::string_view head;
    std::uint64_t octets = 0;
};

/// What could not be framed. After it the next line starts a new message; when `in_step` is false
/// the position is a guess, and a careful client closes the connection.
struct FrameFault {
    Diagnostic diagnostic; ///< Its offset counts from the start of the stream.
    std::string_view head; ///< The beginning of the message as far as kept: its tag stands there.
    bool in_step = true;
};

/// Nothing more until `receive` or `finish`.
struct NeedMore {};

using FrameEvent = std::variant<NeedMore, Frame, LiteralPiece, LiteralAnnounced, FrameFault>;

/// Bytes to whole responses or commands, by line ends and literal lengths only: what a message says
/// does not matter, so a malformed one costs itself alone, and literal bytes are never taken for
/// protocol.
///
/// Flow: receive(bytes); then next() until it answers NeedMore; at the end of the stream finish()
/// and next() again. Views in an event live until the next call of any of the three.
class Framer {
public:
    explicit Framer(Peer peer, Limits limits = {});

    void receive(std::string_view bytes);
    /// The stream has ended: an unfinished line becomes a frame, an unfinished literal a fault.
    void finish();
    FrameEvent next();

    /// Forgets the command whose synchronising literal was just announced.
    void refuse_literal();

    /// Bytes that are not consumed, taken out: what follows the tagged OK of COMPRESS belongs to
    /// the inflater.
    std::string take_rest();

    /// True between messages: no byte of an unfinished one is held.
    [[nodiscard]] bool at_boundary() const;

    /// Where in the stream the message in work begins.
    [[nodiscard]] std::uint64_t offset() const { return message_offset_; }

    /// Octets held now; for tests of the bound.
    [[nodiscard]] std::size_t held() const { return buffer_.size(); }

private:
    enum class State : unsigned char {
        line,    ///< Looking for a line end from `scan_`.
        literal, ///< A kept literal reaches to `literal_end_`.
        stream,  ///< `pending_` octets of a streamed literal are still to come.
        skip,    ///< Dropping `pending_` octets of a literal that is too long.
        drop,    ///< Dropping the rest of a message that is too long.
    };
    /// No event yet: go on in the new state.
    using Step = std::optional<FrameEvent>;

    struct Announcement {
        std::uint64_t octets = 0;
        bool synchronising = true;
        bool overflow = false;
    };

    Step in_line();
    Step in_literal();
    Step in_stream();
    Step in_skip();
    Step in_drop();
    Step line_ended(std::size_t line_feed);
    Step announced(const Announcement& announcement);
    Step keep_or_skip(std::uint64_t octets);
    FrameEvent skip_literal(std::uint64_t octets, std::string what);
    FrameEvent message_ended(std::size_t text_end, std::size_t frame_end);
    FrameEvent fault(std::string what, std::string where, bool in_step = true);
    FrameEvent starved();
    void start_message(std::size_t at);
    void forget_piece();
    void compact();
    [[nodiscard]] std::string_view view(std::size_t from, std::size_t to) const;
    [[nodiscard]] bool takes_literals(std::string_view line) const;
    static std::optional<Announcement> announcement_in(std::string_view line);

    Peer peer_;
    Limits limits_;
    State state_ = State::line;
    bool finished_ = false;
    std::string buffer_;
    std::uint64_t base_ = 0;     ///< Stream offset of the octet at `scan_`, less `scan_`.
    std::size_t begin_ = 0;      ///< Start of the message in work.
    std::size_t line_begin_ = 0; ///< Start of its present line.
    std::size_t scan_ = 0;       ///< Everything before is looked through.
    std::size_t literal_end_ = 0;
    std::size_t piece_ = 0; ///< Octets at `scan_` that the last event lent out.
    std::uint64_t pending_ = 0;
    std::size_t literals_ = 0;
    std::uint64_t message_offset_ = 0;
    std::vector<StreamedLiteral> streamed_;
    bool bare_line_feed_ = false;
};

} // namespace imap::wire
