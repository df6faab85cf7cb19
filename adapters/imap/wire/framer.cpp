#include "adapters/imap/wire/framer.hpp"

#include "adapters/imap/wire/characters.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace imap::wire {

namespace {

/// What of a dropped line is kept to see whether it announces a literal: "~{4294967295+}" and CR.
constexpr std::size_t announcement_octets = 32;

/// The words of status responses, whose text may end in anything.
constexpr std::array<std::string_view, 5> conditions{"OK", "NO", "BAD", "BYE", "PREAUTH"};

std::string_view first_word(std::string_view& text) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, blank);
    text.remove_prefix(std::min(blank + 1, text.size()));
    return word;
}

} // namespace

Framer::Framer(Peer peer, Limits limits) : peer_(peer), limits_(limits) {}

void Framer::receive(std::string_view bytes) {
    forget_piece();
    compact();
    buffer_.append(bytes);
}

void Framer::finish() {
    finished_ = true;
}

FrameEvent Framer::next() {
    forget_piece();
    for (;;) {
        Step step;
        switch (state_) {
        case State::line:
            step = in_line();
            break;
        case State::literal:
            step = in_literal();
            break;
        case State::stream:
            step = in_stream();
            break;
        case State::skip:
            step = in_skip();
            break;
        case State::drop:
            step = in_drop();
            break;
        }
        if (step) {
            return *std::move(step);
        }
    }
}

Framer::Step Framer::in_line() {
    const void* found = std::memchr(buffer_.data() + scan_, '\n', buffer_.size() - scan_);
    const std::size_t end =
        found == nullptr
            ? buffer_.size()
            : static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    if (end - line_begin_ > limits_.line) {
        scan_ = end;
        state_ = State::drop;
        return fault("the line is too long", "line");
    }
    if (found != nullptr) {
        return line_ended(end);
    }
    scan_ = end;
    return starved();
}

Framer::Step Framer::line_ended(std::size_t line_feed) {
    const bool has_return = line_feed > line_begin_ && buffer_[line_feed - 1] == '\r';
    const std::size_t text_end = line_feed - (has_return ? 1 : 0);
    bare_line_feed_ = bare_line_feed_ || !has_return;
    scan_ = line_feed + 1;
    if (text_end > line_begin_ && buffer_[text_end - 1] == '}') {
        const std::string_view line = view(line_begin_, text_end);
        const auto announcement = announcement_in(line);
        if (announcement && takes_literals(line)) {
            return announced(*announcement);
        }
    }
    return message_ended(text_end, scan_);
}

// literal = "{" number ["+"] "}" CRLF *CHAR8 (RFC 3501, RFC 7888); literal8 = "~" literal (RFC
// 3516).
std::optional<Framer::Announcement> Framer::announcement_in(std::string_view line) {
    const std::size_t open = line.rfind('{');
    if (open == std::string_view::npos || !line.ends_with('}')) {
        return std::nullopt;
    }
    std::string_view size = line.substr(open + 1, line.size() - open - 2);
    Announcement announcement;
    if (size.ends_with('+')) {
        announcement.synchronising = false;
        size.remove_suffix(1);
    }
    if (size.empty() || !all_are(size, character::digit)) {
        return std::nullopt;
    }
    for (const char digit : size) {
        announcement.overflow =
            announcement.overflow || announcement.octets > (UINT64_MAX - 9) / 10;
        announcement.octets = announcement.octets * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return announcement;
}

// The text of a status response is for people and may end in "{5}"; only inside its code can a
// string stand ([BADCHARSET ({5}).
bool Framer::takes_literals(std::string_view line) const {
    if (peer_ == Peer::client || line_begin_ != begin_) {
        return true;
    }
    const std::string_view start = first_word(line);
    std::string_view text = line;
    const std::string_view word = first_word(text);
    const bool status =
        std::ranges::any_of(conditions, [&](auto known) { return same_word(word, known); });
    if (start == "*" && !status) {
        return true;
    }
    const std::string_view code = start == "+" ? line : text;
    return code.starts_with('[') && code.find(']') == std::string_view::npos;
}

Framer::Step Framer::announced(const Announcement& announcement) {
    const std::uint64_t octets = announcement.octets;
    if (announcement.overflow || octets > limits_.skip) {
        // A client that waits for "+" has sent none of it.
        const bool waits = peer_ == Peer::client && announcement.synchronising;
        FrameEvent lost = fault("the announced literal is absurdly long", "literal", waits);
        start_message(scan_);
        return lost;
    }
    if (peer_ == Peer::client && !announcement.synchronising && octets > limits_.unasked_literal) {
        return skip_literal(octets, "the literal is too long");
    }
    if (peer_ == Peer::server || !announcement.synchronising) {
        return keep_or_skip(octets);
    }
    if (octets > limits_.literal) {
        FrameEvent refused = fault("the literal is too long", "literal");
        start_message(scan_);
        return refused;
    }
    Step step = keep_or_skip(octets);
    return step ? step : LiteralAnnounced{view(begin_, scan_), octets};
}

Framer::Step Framer::keep_or_skip(std::uint64_t octets) {
    if (octets >= limits_.stream_from && octets > 0) {
        pending_ = octets;
        streamed_.push_back({scan_ - begin_, octets});
        state_ = State::stream;
        return std::nullopt;
    }
    const bool fits = octets <= limits_.literal && octets <= limits_.message &&
                      scan_ - begin_ <= limits_.message - octets && literals_ < limits_.literals;
    if (!fits) {
        const bool long_one = literals_ < limits_.literals;
        return skip_literal(octets, long_one ? "the literal is too long" : "too many literals");
    }
    literal_end_ = scan_ + octets;
    state_ = State::literal;
    return std::nullopt;
}

FrameEvent Framer::skip_literal(std::uint64_t octets, std::string what) {
    pending_ = octets;
    state_ = State::skip;
    return fault(std::move(what), "literal");
}

Framer::Step Framer::in_literal() {
    if (buffer_.size() < literal_end_) {
        return starved();
    }
    ++literals_;
    line_begin_ = literal_end_;
    scan_ = literal_end_;
    state_ = State::line;
    return std::nullopt;
}

Framer::Step Framer::in_stream() {
    if (pending_ == 0) {
        line_begin_ = scan_;
        state_ = State::line;
        return std::nullopt;
    }
    if (scan_ == buffer_.size()) {
        return starved();
    }
    const std::uint64_t octets = streamed_.back().octets;
    const std::uint64_t position = octets - pending_;
    piece_ = std::min<std::uint64_t>(pending_, buffer_.size() - scan_);
    pending_ -= piece_;
    return LiteralPiece{view(begin_, scan_), view(scan_, scan_ + piece_), position, octets};
}

Framer::Step Framer::in_skip() {
    const std::size_t octets = std::min<std::uint64_t>(pending_, buffer_.size() - scan_);
    scan_ += octets;
    pending_ -= octets;
    begin_ = scan_;
    line_begin_ = scan_;
    if (pending_ > 0) {
        return starved();
    }
    state_ = State::drop;
    return std::nullopt;
}

Framer::Step Framer::in_drop() {
    const std::size_t line_feed = buffer_.find('\n', scan_);
    if (line_feed == std::string::npos) {
        scan_ = buffer_.size();
        line_begin_ = std::max(line_begin_, scan_ - std::min(scan_, announcement_octets));
        begin_ = line_begin_;
        return starved();
    }
    std::string_view line = view(line_begin_, line_feed);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    const auto announcement = announcement_in(line);
    const bool bytes_follow = announcement && !announcement->overflow &&
                              announcement->octets <= limits_.skip &&
                              (peer_ == Peer::server || !announcement->synchronising);
    scan_ = line_feed + 1;
    if (bytes_follow) {
        pending_ = announcement->octets;
        state_ = State::skip;
    } else {
        start_message(scan_);
    }
    return std::nullopt;
}

FrameEvent Framer::starved() {
    if (!finished_) {
        return NeedMore{};
    }
    if (state_ == State::line && buffer_.size() > begin_) {
        Frame frame;
        frame.unterminated = true;
        frame.text = view(begin_, buffer_.size());
        frame.offset = message_offset_;
        frame.streamed = std::exchange(streamed_, {});
        frame.bare_line_feed = bare_line_feed_;
        start_message(buffer_.size());
        return frame;
    }
    const bool cut = state_ == State::literal || state_ == State::stream || pending_ > 0;
    FrameEvent event = NeedMore{};
    if (cut) {
        event = fault("the stream ends inside a literal", "literal", false);
    }
    start_message(buffer_.size());
    return event;
}

FrameEvent Framer::message_ended(std::size_t text_end, std::size_t frame_end) {
    Frame frame;
    frame.text = view(begin_, text_end);
    frame.streamed = std::exchange(streamed_, {});
    frame.offset = message_offset_;
    frame.bare_line_feed = bare_line_feed_;
    start_message(frame_end);
    return frame;
}

FrameEvent Framer::fault(std::string what, std::string where, bool in_step) {
    return FrameFault{
        {base_ + scan_, std::move(what), std::move(where)}, view(begin_, scan_), in_step
    };
}

void Framer::refuse_literal() {
    start_message(scan_);
}

void Framer::start_message(std::size_t at) {
    begin_ = at;
    line_begin_ = at;
    scan_ = at;
    pending_ = 0;
    literals_ = 0;
    streamed_.clear();
    bare_line_feed_ = false;
    message_offset_ = base_ + at;
    state_ = State::line;
}

void Framer::forget_piece() {
    if (piece_ > 0) {
        buffer_.erase(scan_, piece_);
        base_ += piece_;
        piece_ = 0;
    }
}

void Framer::compact() {
    if (begin_ < buffer_.size() - begin_) {
        return;
    }
    buffer_.erase(0, begin_);
    base_ += begin_;
    line_begin_ -= begin_;
    scan_ -= begin_;
    literal_end_ -= std::min(literal_end_, begin_);
    begin_ = 0;
}

std::string Framer::take_rest() {
    forget_piece();
    std::string rest = buffer_.substr(begin_);
    base_ += buffer_.size();
    buffer_.clear();
    start_message(0);
    return rest;
}

bool Framer::at_boundary() const {
    return state_ == State::line && begin_ + piece_ == buffer_.size();
}

std::string_view Framer::view(std::size_t from, std::size_t to) const {
    return std::string_view{buffer_}.substr(from, to - from);
}

} // namespace imap::wire
