#include "adapters/mailfile/mbox.hpp"

#include "adapters/mailfile/from_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mailfile {

namespace {

/// A longer line is passed on in parts: only its start can matter, and a file may have no line end.
constexpr std::size_t max_held_line = std::size_t{64} * 1024;

bool is_blank_line(std::string_view line) {
    return line == "\n" || line == "\r\n";
}

/// mboxrd: a ">" was put before every line of ">"s and "From "; mboxo only did so without one.
std::string_view unquoted(std::string_view line) {
    const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
    return quotes > 0 && line.substr(quotes).starts_with("From ") ? line.substr(1) : line;
}

/// The empty line before the next "From " line belongs to the mbox.
void drop_last_blank_line(std::string& bytes) {
    for (const std::string_view ending : {"\n\r\n", "\n\n"}) {
        if (bytes.ends_with(ending)) {
            bytes.resize(bytes.size() - (ending.size() - 1));
            return;
        }
    }
}

} // namespace

ports::Result<void> MboxSplitter::feed(std::string_view piece) {
    while (!piece.empty()) {
        const std::size_t end = piece.find('\n');
        const bool ends = end != std::string_view::npos;
        const std::string_view part = piece.substr(0, ends ? end + 1 : piece.size());
        piece.remove_prefix(part.size());
        if (!ends && unfinished_line_.size() + part.size() <= max_held_line) {
            unfinished_line_ += part;
            continue;
        }
        std::string_view whole = part;
        if (!unfinished_line_.empty()) {
            unfinished_line_ += part;
            whole = unfinished_line_;
        }
        if (auto done = line(whole); !done) {
            return done;
        }
        position_ += whole.size();
        inside_line_ = !ends;
        unfinished_line_.clear();
    }
    return {};
}

ports::Result<void> MboxSplitter::finish() {
    if (!unfinished_line_.empty()) {
        const std::string last = std::exchange(unfinished_line_, {});
        if (auto done = line(last); !done) {
            return done;
        }
        position_ += last.size();
    }
    return end_message();
}

ports::Result<void> MboxSplitter::line(std::string_view text) {
    if (inside_line_) {
        append(text);
        return {};
    }
    ++line_number_;
    const bool blank = is_blank_line(text);
    if (std::exchange(after_blank_, blank)) {
        const auto from_line = parse_from_line(text);
        const bool first = !in_message_ && text.starts_with("From ");
        if (from_line || first) {
            auto done = end_message();
            begin_message(from_line ? from_line->received : std::nullopt);
            return done;
        }
    }
    if (in_message_) {
        append(unquoted(text));
    } else if (!blank) {
        begin_message(std::nullopt);
        append(text);
    }
    return {};
}

void MboxSplitter::begin_message(const std::optional<domain::Timestamp>& received) {
    in_message_ = true;
    too_long_ = false;
    message_line_ = line_number_;
    ++message_number_;
    mail_ = RawMail{};
    mail_.id = fmt::format("{}:{}", name_, message_number_);
    mail_.received = received;
    mail_.extent.begin = position_;
}

void MboxSplitter::append(std::string_view text) {
    if (too_long_ || mail_.bytes.size() + text.size() > longest_message_) {
        too_long_ = true;
        mail_.bytes = std::string{};
        return;
    }
    mail_.bytes += text;
}

ports::Result<void> MboxSplitter::end_message() {
    if (!std::exchange(in_message_, false)) {
        return {};
    }
    if (too_long_) {
        skipped_(
            {fmt::format("{}:{}", name_, message_line_),
             fmt::format("the message is longer than {} bytes", longest_message_)}
        );
        return {};
    }
    drop_last_blank_line(mail_.bytes);
    mail_.extent.end = position_;
    return sink_(std::move(mail_));
}

} // namespace mailfile
