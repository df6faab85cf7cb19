#pragma once

#include <atomic>
#include <cstdint>
#include <random>
#include <thread>

namespace support {

/// A bad line to a server on loopback: it carries each connection for so many bytes as chance says,
/// then cuts it off, half of them by RST. The same seed draws the same lengths.
class CuttingProxy {
public:
    CuttingProxy(std::uint16_t target, std::uint64_t seed, std::uint64_t longest);
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;
    ~CuttingProxy() = default;

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] std::uint64_t cuts() const { return cuts_; }

    /// From now on it carries everything.
    void calm() { calm_ = true; }

private:
    void run(const std::stop_token& stop);
    void carry(int client, int server, const std::stop_token& stop);

    std::uint16_t target_;
    std::uint64_t longest_;
    std::mt19937_64 chance_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<std::uint64_t> cuts_ = 0;
    std::atomic<bool> calm_ = false;
    std::jthread thread_; ///< Last: it uses the others.
};

} // namespace support
