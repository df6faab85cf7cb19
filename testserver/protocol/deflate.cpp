#include "testserver/protocol/deflate.hpp"

#include <zlib.h>

#include <array>

namespace testserver {
namespace {

/// Raw deflate, without zlib's header.
constexpr int raw_window = -15;
constexpr int memory_level = 8;
/// A bomb unpacks a thousandfold; the longest literal of a command is 36 MiB.
constexpr std::size_t max_unpacked = std::size_t{48} << 20U;

using Chunk = std::array<unsigned char, 16 * 1024>;

void feed(z_stream& stream, std::string_view bytes) {
    // zlib reads through a pointer that it does not declare const.
    stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data())); // NOLINT
    stream.avail_in = static_cast<uInt>(bytes.size());
}

void append(std::string& out, const Chunk& chunk, const z_stream& stream) {
    out.append(reinterpret_cast<const char*>(chunk.data()), chunk.size() - stream.avail_out);
}

} // namespace

struct Deflater::Stream {
    Stream() {
        deflateInit2(
            &z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw_window, memory_level, Z_DEFAULT_STRATEGY
        );
    }

    ~Stream() { deflateEnd(&z); }

    z_stream z{};
    Chunk chunk{};
};

struct Inflater::Stream {
    Stream() { inflateInit2(&z, raw_window); }

    ~Stream() { inflateEnd(&z); }

    z_stream z{};
    Chunk chunk{};
};

Deflater::Deflater() = default;
Deflater::~Deflater() = default;
Inflater::Inflater() = default;
Inflater::~Inflater() = default;

std::string Deflater::deflate(std::string_view plain) {
    if (!stream_) {
        stream_ = std::make_unique<Stream>(); // 256 KB that most connections never need.
    }
    auto& z = stream_->z;
    feed(z, plain);
    std::string packed;
    auto& chunk = stream_->chunk;
    do {
        z.next_out = chunk.data();
        z.avail_out = static_cast<uInt>(chunk.size());
        ::deflate(&z, Z_SYNC_FLUSH);
        append(packed, chunk, z);
    } while (z.avail_out == 0);
    return packed;
}

std::optional<std::string> Inflater::inflate(std::string_view packed) {
    if (!stream_) {
        stream_ = std::make_unique<Stream>();
    }
    auto& z = stream_->z;
    feed(z, packed);
    std::string plain;
    auto& chunk = stream_->chunk;
    do {
        z.next_out = chunk.data();
        z.avail_out = static_cast<uInt>(chunk.size());
        const int result = ::inflate(&z, Z_SYNC_FLUSH);
        append(plain, chunk, z);
        if ((result != Z_OK && result != Z_BUF_ERROR) || plain.size() > max_unpacked) {
            return std::nullopt;
        }
    } while (z.avail_out == 0);
    return plain;
}

} // namespace testserver
