#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>

namespace support {

/// Where the line breaks.
struct LineCut {
    enum class Counted : unsigned char { both, server, client };
    enum class How : unsigned char { fin, rst };

    Counted counted = Counted::both; ///< Whose bytes.
    std::uint64_t after = 0;         ///< The bytes that still pass; at least 1.
    How how = How::fin;
};

/// Asked for each connection; nothing: it is carried to its end.
using NextCut = std::function<std::optional<LineCut>()>;

/// After so many bytes as chance says, half of them by RST. The same seed draws the same cuts.
NextCut cuts_by_chance(std::uint64_t seed, std::uint64_t longest);

/// A bad line to a server on loopback, for one connection after the other.
class CuttingProxy {
public:
    /// Sees what the server says, as it passes; in the proxy's thread.
    using Tap = std::function<void(std::string_view bytes)>;

    CuttingProxy(std::uint16_t target, NextCut next, Tap tap = {});
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;
    ~CuttingProxy() = default;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] std::uint64_t cuts() const { return cuts_; }

private:
    void run(const std::stop_token& stop);
    /// Whether the cut was reached.
    bool carry(int client, int server, std::optional<LineCut> cut, const std::stop_token& stop);

    std::uint16_t target_;
    NextCut next_;
    Tap tap_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<std::uint64_t> cuts_ = 0;
    std::jthread thread_; ///< Last: it uses the others.
};

} // namespace support
