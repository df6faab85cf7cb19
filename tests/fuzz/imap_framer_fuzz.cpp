// The framer on any bytes, in any pieces: the same frames as unsplit, and never more held than the
// limits allow.
#include "adapters/imap/wire/framer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace imap::wire;

constexpr Limits small{
    .line = 4096,
    .literal = 4096,
    .message = 8192,
    .literals = 50,
    .stream_from = 1000,
    .skip = 100'000
};

void note(std::string& log, const FrameEvent& event) {
    if (const auto* frame = std::get_if<Frame>(&event)) {
        log.append("F").append(std::to_string(frame->offset)).append(frame->text);
    } else if (const auto* piece = std::get_if<LiteralPiece>(&event)) {
        log.append(piece->bytes);
    } else if (const auto* fault = std::get_if<FrameFault>(&event)) {
        log.append("E").append(fault->diagnostic.what);
    } else if (std::holds_alternative<LiteralAnnounced>(event)) {
        log.append("A");
    }
}

std::string framed(std::string_view bytes, std::size_t piece, Peer peer) {
    Framer framer(peer, small);
    std::string log;
    const auto drain = [&] {
        for (;;) {
            const FrameEvent event = framer.next();
            if (std::holds_alternative<NeedMore>(event)) {
                return;
            }
            note(log, event);
        }
    };
    while (!bytes.empty()) {
        framer.receive(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
        drain();
        if (framer.held() > 2 * small.message + 2 * piece) {
            std::abort();
        }
    }
    framer.finish();
    drain();
    return log;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    for (const Peer peer : {Peer::server, Peer::client}) {
        const std::string whole = framed(bytes, size + 1, peer);
        const std::size_t piece = size > 0 ? 1 + data[0] % 16 : 1;
        if (framed(bytes, piece, peer) != whole) {
            std::abort();
        }
    }
    return 0;
}
