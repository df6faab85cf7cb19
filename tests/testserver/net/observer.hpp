#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>

namespace testserver_net {

/// How a connection looks from outside when nothing more comes.
enum class End : unsigned char {
    silence, ///< Still open.
    eof,     ///< FIN; in TLS with close_notify before it.
    cut,     ///< TLS only: FIN without close_notify.
    reset,   ///< ECONNRESET.
    damaged, ///< TLS only: the library refuses what came.
};

constexpr const char* name(End end) {
    constexpr const char* names[] = {"silence", "eof", "cut", "reset", "damaged"};
    return names[static_cast<unsigned char>(end)];
}

inline void PrintTo(End end, std::ostream* out) {
    *out << name(end);
}

struct Seen {
    std::string bytes;
    End end = End::silence;
    std::string error{}; ///< The TLS library's words.
};

constexpr std::chrono::milliseconds long_enough{10'000};
/// For what never comes: long on loopback, short for a test.
constexpr std::chrono::milliseconds a_while{60};

/// A client that shares no code with ours or with the server: a POSIX socket.
class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient();

    /// Zero, or errno.
    int send(std::string_view bytes) const;
    std::string read_line() const;
    Seen read_to_end(std::chrono::milliseconds patience = long_enough) const;

    /// Bytes sent that the other kernel has not acknowledged once it had `patience` to do so.
    [[nodiscard]] int unacknowledged(std::chrono::milliseconds patience = a_while) const;
    /// Segments with data that came in.
    [[nodiscard]] unsigned segments() const;
    /// How many bytes the other side takes before its window is closed.
    [[nodiscard]] std::size_t fill(std::size_t at_most) const;

    [[nodiscard]] int socket() const { return socket_; }

private:
    int socket_;
};

/// Until `true_at_last` holds; false when it never does.
template <typename Condition>
bool becomes(const Condition& true_at_last) {
    const auto deadline = std::chrono::steady_clock::now() + long_enough;
    while (!true_at_last()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

/// Whether a SYN is answered, refused or gets nothing: 0, ECONNREFUSED or ETIMEDOUT.
int try_to_connect(std::uint16_t port, std::chrono::milliseconds patience = a_while);

/// What a TLS client asks for.
struct TlsWish {
    int version = 0;                ///< TLS1_2_VERSION ...; 0: whatever both can.
    std::string host = "localhost"; ///< Named in SNI and verified; empty: neither.
    std::string trusted{};          ///< PEM of the root; empty: nothing is verified.
    bool turns_away = false; ///< Ends the handshake where that is not the host's certificate.
    std::string protocols{}; ///< ALPN.
    bool shows_certificate = false;                   ///< Ready to be asked after the handshake.
    bool wants_status = false;                        ///< A stapled OCSP answer.
    SSL_SESSION* session = nullptr;                   ///< To be resumed.
    std::chrono::milliseconds patience = long_enough; ///< For each step of the handshake.
};

/// OpenSSL itself as client.
class TlsClient {
public:
    TlsClient(std::uint16_t port, const TlsWish& wish = {});
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;
    ~TlsClient();

    /// Empty when the handshake succeeded; else the library's words.
    [[nodiscard]] const std::string& handshake_error() const { return handshake_error_; }

    /// OpenSSL's verify result.
    [[nodiscard]] long verified() const;
    [[nodiscard]] std::string subject() const;
    void send(std::string_view bytes);
    std::string read_line();
    Seen read_to_end(std::chrono::milliseconds patience = long_enough);

    [[nodiscard]] const RawClient& raw() const { return raw_; }

    [[nodiscard]] SSL* native() const { return session_; }

private:
    RawClient raw_;
    SSL_CTX* context_;
    SSL* session_;
    std::string handshake_error_;
};

} // namespace testserver_net
