#include "adapters/oauth/redirect_listener.hpp"

#include "adapters/oauth/pasted_line.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <fmt/core.h>

#include <optional>

namespace oauth {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using ports::FailureKind;

namespace {

/// A redirect's request line and header fields; browsers send two or three thousand bytes.
constexpr std::size_t max_request_bytes = std::size_t{32} * 1024;
/// A connection that sends nothing must not keep the browser waiting behind it.
constexpr std::chrono::seconds request_limit{5};

std::string page(std::string_view status, std::string_view sentence) {
    const auto body = fmt::format(
        "<!doctype html><meta charset=utf-8><title>gmail-classifier</title>"
        "<p style=\"font:1.2em sans-serif;margin:4em\">{}</p>",
        sentence
    );
    return fmt::format(
        "HTTP/1.1 {}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n"
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{}",
        status,
        body.size(),
        body
    );
}

/// The query of "GET /?code=… HTTP/1.1"; none when the request is for something else.
std::optional<std::string> redirect_query(std::string_view request) {
    const auto line = request.substr(0, request.find("\r\n"));
    constexpr std::string_view start = "GET /?";
    const auto end = line.rfind(" HTTP/1.");
    if (!line.starts_with(start) || end == std::string_view::npos || end < start.size()) {
        return std::nullopt;
    }
    return std::string{line.substr(start.size(), end - start.size())};
}

class LoopbackListener final : public RedirectListener {
public:
    [[nodiscard]] error_code listen() {
        error_code error;
        acceptor_.open(tcp::v4(), error);
        if (!error) {
            acceptor_.bind({asio::ip::address_v4::loopback(), 0}, error);
        }
        if (!error) {
            acceptor_.listen(asio::socket_base::max_listen_connections, error);
        }
        return error;
    }

    [[nodiscard]] std::string redirect_uri() const override {
        error_code error;
        return fmt::format("http://127.0.0.1:{}", acceptor_.local_endpoint(error).port());
    }

    ports::Result<std::string> wait(
        const IsAnswer& is_answer,
        const std::optional<Pasted>& pasted,
        std::chrono::milliseconds time_limit,
        const std::stop_token& stop
    ) override {
        const auto deadline = std::chrono::steady_clock::now() + time_limit;
        const std::stop_callback wake{stop, [this] { asio::post(io_, [] {}); }};
        std::optional<PastedLine> line;
        if (pasted) {
            line.emplace(io_, pasted->descriptor);
        }
        const auto was_pasted = [&line] { return line && line->line(); };
        while (true) {
            std::optional<error_code> accepted;
            tcp::socket socket{io_};
            acceptor_.async_accept(socket, [&accepted](const error_code& result) {
                accepted = result;
            });
            run_until([&] { return accepted || was_pasted(); }, deadline, stop);
            if (!accepted) {
                error_code ignored;
                acceptor_.cancel(ignored);
                run_until([&] { return accepted.has_value(); }, forever, {});
                return was_pasted() ? ports::Result<std::string>{pasted->query_of(*line->line())}
                                    : nobody_came(stop);
            }
            if (auto query = serve(
                    socket,
                    is_answer,
                    std::min(deadline, std::chrono::steady_clock::now() + request_limit),
                    stop
                )) {
                return *std::move(query);
            }
        }
    }

private:
    using Deadline = std::chrono::steady_clock::time_point;

    static constexpr Deadline forever = Deadline::max();

    static ports::Unexpected nobody_came(const std::stop_token& stop) {
        return stop.stop_requested()
                   ? ports::fail(
                         FailureKind::interrupted, "Interrupted while waiting for the browser"
                     )
                   : ports::fail(
                         FailureKind::timed_out,
                         "Nobody came back from the consent page in time",
                         "run it again; on a machine without a browser use --no-browser"
                     );
    }

    template <typename Done>
    void run_until(const Done& done, Deadline deadline, const std::stop_token& stop) {
        while (!done() && !stop.stop_requested()) {
            io_.restart();
            if (io_.run_one_until(deadline) == 0) {
                return;
            }
        }
    }

    void finish(
        tcp::socket& socket,
        const std::optional<error_code>& ended,
        Deadline deadline,
        const std::stop_token& stop
    ) {
        const auto has_ended = [&ended] { return ended.has_value(); };
        run_until(has_ended, deadline, stop);
        if (!ended) {
            error_code ignored;
            socket.close(ignored);
            run_until(has_ended, forever, {});
        }
    }

    std::optional<std::string> serve(
        tcp::socket& socket,
        const IsAnswer& is_answer,
        Deadline deadline,
        const std::stop_token& stop
    ) {
        std::string request;
        std::optional<error_code> ended;
        asio::async_read_until(
            socket,
            asio::dynamic_buffer(request, max_request_bytes),
            "\r\n\r\n",
            [&ended](const error_code& result, std::size_t) { ended = result; }
        );
        finish(socket, ended, deadline, stop);
        if (*ended) {
            return std::nullopt;
        }
        auto query = redirect_query(request);
        const bool answered = query && is_answer(*query);
        const std::string reply =
            answered ? page("200 OK", "Done. You can close this page and go back to the terminal.")
                     : page("404 Not Found", "This is not the page you are looking for.");
        ended.reset();
        asio::async_write(
            socket,
            asio::buffer(reply),
            [&ended](const error_code& result, std::size_t) { ended = result; }
        );
        finish(socket, ended, deadline, stop);
        return answered ? query : std::nullopt;
    }

    asio::io_context io_;
    tcp::acceptor acceptor_{io_};
};

} // namespace

ports::Result<std::unique_ptr<RedirectListener>> RedirectListener::open() {
    auto listener = std::make_unique<LoopbackListener>();
    if (const auto error = listener->listen()) {
        return ports::fail(FailureKind::local_io, "Cannot listen on 127.0.0.1: " + error.message());
    }
    return listener;
}

} // namespace oauth
