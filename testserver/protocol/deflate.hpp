#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace testserver {

/// The two directions of COMPRESS=DEFLATE (RFC 4978): raw deflate, each chunk flushed so that the
/// peer can read it at once.
class Deflater {
public:
    Deflater();
    ~Deflater();
    Deflater(Deflater&&) = delete;
    Deflater& operator=(Deflater&&) = delete;

    std::string deflate(std::string_view plain);

private:
    struct Stream;

    std::unique_ptr<Stream> stream_;
};

class Inflater {
public:
    Inflater();
    ~Inflater();
    Inflater(Inflater&&) = delete;
    Inflater& operator=(Inflater&&) = delete;

    /// None when the bytes are not deflated data, or unpack to more than a client may send at once.
    std::optional<std::string> inflate(std::string_view packed);

private:
    struct Stream;

    std::unique_ptr<Stream> stream_;
};

} // namespace testserver
