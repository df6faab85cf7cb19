#include "app/imap_read/transcript_reader.hpp"

#include "app/imap_read/json_response.hpp"
#include "app/imap_read/json_values.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>
#include <variant>

namespace imap_read {

namespace {

/// Content up to this size is shown; of a longer one only the size.
constexpr std::uint64_t shown_octets = std::uint64_t{1} << 20U;

wire::Limits limits() {
    wire::Limits limits;
    limits.stream_from = shown_octets + 1;
    return limits;
}

} // namespace

TranscriptReader::TranscriptReader(bool strict, Line response, Line error)
    : framer_(wire::Peer::server, limits()), response_(std::move(response)),
      error_(std::move(error)) {
    if (strict) {
        options_.tolerance = wire::Tolerance::nothing();
    }
}

void TranscriptReader::receive(std::string_view bytes) {
    framer_.receive(bytes);
    drain();
}

void TranscriptReader::finish() {
    framer_.finish();
    drain();
}

void TranscriptReader::drain() {
    for (;;) {
        const wire::FrameEvent event = framer_.next();
        if (std::holds_alternative<wire::NeedMore>(event)) {
            return;
        }
        if (const auto* frame = std::get_if<wire::Frame>(&event)) {
            read(*frame);
        } else if (const auto* fault = std::get_if<wire::FrameFault>(&event)) {
            report(0, fault->diagnostic);
        }
    }
}

void TranscriptReader::read(const wire::Frame& frame) {
    const auto response = wire::read_response(frame, options_);
    if (!response) {
        report(frame.offset, response.error());
        return;
    }
    follow_mode(*response);
    response_(json::serialize(to_json(*response)));
}

void TranscriptReader::report(std::uint64_t offset, const wire::Diagnostic& diagnostic) {
    ++unreadable_;
    if (!error_) {
        return;
    }
    error_(json::serialize(json::object{
        {"offset", offset + diagnostic.offset},
        {"reason", text(diagnostic.what)},
        {"where", text(diagnostic.where)},
    }));
}

// UTF-8 in quoted strings is legal once UTF8=ACCEPT or IMAP4rev2 is enabled.
void TranscriptReader::follow_mode(const wire::Response& response) {
    const auto* enabled = std::get_if<wire::Enabled>(&response.data);
    if (enabled != nullptr) {
        const auto& words = enabled->capabilities;
        options_.utf8 = options_.utf8 || std::ranges::find(words, "UTF8=ACCEPT") != words.end() ||
                        std::ranges::find(words, "IMAP4rev2") != words.end();
    }
}

} // namespace imap_read
