#pragma once

#include "testserver/net/byte_session.hpp"
#include "testserver/net/channel.hpp"
#include "testserver/net/server_clock.hpp"
#include "testserver/net/step_carrier.hpp"
#include "testserver/scenario/admission.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace testserver {

/// One accepted connection: moves bytes between a socket, a Channel and a session, and does
/// what the session's steps say. Its server keeps it until it is closed.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Socket = boost::asio::ip::tcp::socket;

    /// `make_session` is asked when the handshake is done, `decided` is told when the session has
    /// something to say and before any of it leaves, `worked` after each input, `closed` once at
    /// the end.
    struct Hooks {
        std::function<std::unique_ptr<ByteSession>()> make_session;
        std::function<void()> decided;
        std::function<void()> worked;
        std::function<void()> closed;
        const ServerClock& clock; ///< What the session is told; our own limits last real time.
        /// RFC 3501 5.4: at least 30 minutes.
        std::chrono::seconds silence_limit = std::chrono::minutes{35};
    };

    Connection(Socket socket, std::unique_ptr<Channel> channel, Admission admission, Hooks hooks);

    void start();
    /// Other sessions have worked, or time has passed.
    void wake();
    /// Closes without ceremony: the server stops.
    void abort();

    [[nodiscard]] bool closed() const { return stage_ == Stage::closed; }

private:
    enum class Stage : unsigned char { meeting, handshake, serving, ending, draining, closed };

    void go_on();
    void begin_session();
    void fetch_steps();
    void perform(const StepCarrier::Next& next);
    bool finish_stage();

    void read();
    void take_from_socket();
    void take_in(std::string_view raw);
    bool write();
    void cut();

    void close(Closing how);
    void close_inside_a_record();
    void end_politely();
    void drain();
    void forget();

    void expire_after(std::chrono::seconds silence);
    void wait_for_silence();
    void wait(
        boost::asio::steady_timer& timer,
        std::optional<std::chrono::milliseconds> time,
        bool& blocked
    );

    Socket socket_;
    boost::asio::steady_timer silence_timer_;
    std::chrono::seconds silence_{};
    std::chrono::steady_clock::time_point silence_ends_;
    boost::asio::steady_timer pause_timer_;
    boost::asio::steady_timer deaf_timer_;
    std::unique_ptr<Channel> channel_;
    Admission admission_;
    Hooks hooks_;
    std::unique_ptr<ByteSession> session_; ///< From the end of the handshake on.
    StepCarrier carrier_{*channel_};
    Stage stage_ = Stage::meeting;
    std::array<char, std::size_t{16} * 1024> incoming_{};
    std::string outgoing_;
    std::uint64_t raw_sent_ = 0; ///< Of the channel's bytes: what Admission counts.
    std::size_t unanswered_ = 0; ///< Bytes taken in since the last pause began.
    bool silence_timer_waits_ = false;
    bool reading_ = false;
    bool writing_ = false;
    bool paused_ = false;    ///< Between two steps.
    bool deaf_ = false;      ///< Takes nothing off the socket.
    bool mute_ = false;      ///< Sends nothing any more.
    bool rebooting_ = false; ///< Answers the next input with RST.
};

} // namespace testserver
