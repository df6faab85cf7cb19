#include "adapters/imap/session/deflate.hpp"

#include <zlib.h>

#include <new>

namespace imap::session {

namespace {

/// Negative: raw deflate, without zlib's header, which Gmail takes for an error (GMAIL-IMAP 1.5).
constexpr int raw_window_bits = -15;
constexpr int usual_memory_level = 8;

// zlib's interface is older than const.
Bytef* zlib_bytes(const char* bytes) {
    return reinterpret_cast<Bytef*>(const_cast<char*>(bytes)); // NOLINT(*-const-cast)
}

void require(int result) {
    if (result != Z_OK) {
        throw std::bad_alloc{}; // The arguments are constants, so memory is all that can fail.
    }
}

} // namespace

struct Deflater::Stream {
    z_stream zlib{};

    Stream() {
        require(deflateInit2(
            &zlib,
            Z_DEFAULT_COMPRESSION,
            Z_DEFLATED,
            raw_window_bits,
            usual_memory_level,
            Z_DEFAULT_STRATEGY
        ));
    }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    ~Stream() { deflateEnd(&zlib); }
};

Deflater::Deflater() : stream_(std::make_unique<Stream>()) {}

Deflater::~Deflater() = default;

std::string Deflater::deflate(std::string_view plain) {
    z_stream& zlib = stream_->zlib;
    zlib.next_in = zlib_bytes(plain.data());
    zlib.avail_in = static_cast<uInt>(plain.size());
    std::string deflated;
    do {
        constexpr std::size_t room = 4096; // A command line and its flush fit.
        const std::size_t before = deflated.size();
        deflated.resize(before + room);
        zlib.next_out = zlib_bytes(deflated.data() + before);
        zlib.avail_out = room;
        ::deflate(&zlib, Z_SYNC_FLUSH);
        deflated.resize(before + room - zlib.avail_out);
    } while (zlib.avail_out == 0);
    return deflated;
}

struct Inflater::Stream {
    z_stream zlib{};

    Stream() { require(inflateInit2(&zlib, raw_window_bits)); }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    ~Stream() { inflateEnd(&zlib); }
};

Inflater::Inflater() : stream_(std::make_unique<Stream>()), plain_(step_octets, '\0') {}

Inflater::~Inflater() = default;

void Inflater::receive(std::string_view deflated) {
    input_ += deflated;
}

std::optional<std::string_view> Inflater::step() {
    z_stream& zlib = stream_->zlib;
    zlib.next_in = zlib_bytes(input_.data());
    zlib.avail_in = static_cast<uInt>(input_.size());
    zlib.next_out = zlib_bytes(plain_.data());
    zlib.avail_out = static_cast<uInt>(plain_.size());
    const int result = ::inflate(&zlib, Z_SYNC_FLUSH);
    input_.erase(0, input_.size() - zlib.avail_in);
    const std::string_view plain{plain_.data(), plain_.size() - zlib.avail_out};
    const bool starved = result == Z_BUF_ERROR;
    if (result != Z_OK && !starved && plain.empty()) {
        return std::nullopt;
    }
    return plain;
}

} // namespace imap::session
