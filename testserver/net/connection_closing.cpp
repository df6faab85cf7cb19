#include "testserver/net/connection.hpp"
#include "testserver/net/socket_tricks.hpp"

namespace testserver {
namespace {

using boost::system::error_code;

/// How long a client's last bytes are waited for after our FIN.
constexpr std::chrono::seconds drain_limit{2};
/// A kernel delays its acknowledgement by 40 ms.
constexpr std::chrono::milliseconds acknowledgement_wait{5};

} // namespace

void Connection::close(Closing how) {
    error_code ignored;
    switch (how) {
    case Closing::notify:
        end_politely();
        break;
    case Closing::truncate:
        close_inside_a_record();
        break;
    case Closing::fin:
        drain();
        break;
    case Closing::rst:
        reset_when_closed(socket_.native_handle());
        abort();
        break;
    case Closing::half:
        socket_.shutdown(Socket::shutdown_send, ignored);
        mute_ = true;
        break;
    case Closing::vanish:
        become_black_hole(socket_.native_handle());
        mute_ = true;
        deaf_ = true;
        break;
    case Closing::reboot:
        forget();
        break;
    }
}

/// Half of one more record leaves.
void Connection::close_inside_a_record() {
    channel_->send("* ");
    const auto record = channel_->take_raw();
    carrier_.add_first({step::Close{Closing::fin}});
    outgoing_ = record.substr(0, record.size() / 2);
}

/// close_notify, then a FIN.
void Connection::end_politely() {
    channel_->close_notify();
    outgoing_ += channel_->take_raw();
    carrier_.drop();
    carrier_.add({step::Close{Closing::fin}});
    session_.reset();
    stage_ = Stage::ending;
}

/// A FIN that is a FIN: closing with unread input would send RST instead.
void Connection::drain() {
    session_.reset();
    carrier_.drop();
    stage_ = Stage::draining;
    deaf_ = false;
    expire_after(drain_limit);
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

/// Where the kernel does not let a socket forget, ours answers the next input with RST itself. The
/// difference: keepalives are acknowledged until then.
void Connection::forget() {
    mute_ = true;
    rebooting_ = true;
    acknowledge_now(socket_.native_handle()); // Else the peer sends it again, and meets the RST.
    // An acknowledgement that comes later would be answered with RST too soon.
    if (!all_acknowledged(socket_.native_handle())) {
        pause_timer_.expires_after(acknowledgement_wait);
        pause_timer_.async_wait([weak = weak_from_this()](const error_code& error) {
            if (const auto self = weak.lock(); self && !error) {
                self->forget();
            }
        });
    } else if (forget_when_closed(socket_.native_handle())) {
        abort();
    }
}

} // namespace testserver
