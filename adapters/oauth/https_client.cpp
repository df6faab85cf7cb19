#include "adapters/oauth/https_client.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace oauth {

namespace http = boost::beast::http;
using boost::beast::error_code;
using ports::FailureKind;

namespace {

/// For TLS's close_notify, which ends nothing when it does not come.
constexpr std::chrono::milliseconds close_limit{std::chrono::seconds{1}};
/// After a stop was asked for.
constexpr std::chrono::milliseconds hurried_close{200};

ports::Secret request_text(const Url& url, std::string_view form) {
    const auto header = fmt::format(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: {}\r\nAccept: application/json\r\nAccept-Encoding: identity\r\n"
        "Connection: close\r\n\r\n",
        url.path,
        url.host,
        form.size()
    );
    std::string text;
    text.reserve(header.size() + form.size()); // Growing would leave the old text behind.
    text += header;
    text += form;
    return ports::Secret{std::move(text)};
}

/// Retry-After in seconds (RFC 9110 10.2.3). The other form, a date, needs a trusted clock and is
/// left to our own backoff; an absurd figure is cut to a day.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view text) {
    constexpr std::int64_t longest = 24 * 60 * 60;
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0) {
        return std::nullopt;
    }
    return std::chrono::seconds{std::min(seconds, longest)};
}

/// Reads one response from bytes as they come; informational responses (100, 103) are passed over.
/// Tokens may be in it: nothing of it stays in memory that it has left.
class ResponseReader {
public:
    ResponseReader() { start(); }

    ResponseReader(const ResponseReader&) = delete;
    ResponseReader& operator=(const ResponseReader&) = delete;

    ~ResponseReader() {
        ports::wipe(pending_);
        ports::wipe(parser_->get().body());
    }

    /// False when the bytes are no HTTP response or too large.
    bool receive(std::string_view bytes) {
        began_ = began_ || !bytes.empty();
        append(bytes);
        while (!pending_.empty() && !parser_->is_done()) {
            error_code error;
            const auto used = parser_->put(boost::asio::buffer(pending_), error);
            pending_.erase(0, used);
            if (error == http::error::need_more) {
                return pending_.size() <= max_header_bytes;
            }
            if (error) {
                return false;
            }
            if (parser_->is_done() && parser_->get().result_int() / 100 == 1) {
                start();
            }
        }
        return true;
    }

    /// The peer closed: true when that is a proper end of the response.
    bool finish() {
        error_code error;
        if (!parser_->is_done() && parser_->is_header_done()) {
            parser_->put_eof(error);
        }
        return !error && parser_->is_done();
    }

    [[nodiscard]] bool began() const { return began_; }

    [[nodiscard]] bool done() const { return parser_->is_done(); }

    /// Once; it is empty then.
    [[nodiscard]] HttpResponse take_response() {
        auto& message = parser_->get();
        const auto after = message[http::field::retry_after];
        return {
            message.result_int(),
            ports::Secret{std::exchange(message.body(), {})},
            parse_retry_after({after.data(), after.size()})
        };
    }

private:
    /// Strings that grow leave their old bytes behind, so neither of the two may.
    void append(std::string_view bytes) {
        if (pending_.size() + bytes.size() > pending_.capacity()) {
            std::string longer;
            longer.reserve(2 * (pending_.size() + bytes.size()));
            longer = pending_;
            ports::wipe(pending_);
            pending_.swap(longer);
        }
        pending_ += bytes;
    }

    void start() {
        parser_.emplace();
        parser_->get().body().reserve(max_body_bytes);
        parser_->eager(true);
        parser_->header_limit(max_header_bytes);
        parser_->body_limit(max_body_bytes);
    }

    std::optional<http::response_parser<http::string_body>> parser_;
    std::string pending_;
    bool began_ = false;
};

class HttpsClient final : public HttpClient {
public:
    HttpsClient(ConnectorFactory connectors, std::chrono::milliseconds time_limit)
        : connectors_(std::move(connectors)), time_limit_(time_limit) {}

    ports::Result<HttpResponse>
    post(const Url& url, const ports::Secret& form, const std::stop_token& stop) override {
        const auto secret = request_text(url, form.reveal());
        const std::string_view request = secret.reveal();
        bool began = false;
        auto response = attempt(url, request, began, stop);
        const bool unanswered =
            !response && !began && response.error().kind == FailureKind::connection_lost;
        return unanswered ? attempt(url, request, began, stop) : response;
    }

private:
    ports::Result<HttpResponse>
    attempt(const Url& url, std::string_view request, bool& began, const std::stop_token& stop) {
        auto transport = connectors_(url)->connect(stop);
        if (!transport) {
            return ports::fail(transport.error());
        }
        const net::Deadline deadline = std::chrono::steady_clock::now() + time_limit_;
        auto response = converse(**transport, url, request, deadline, stop, began);
        const auto goodbye = stop.stop_requested() ? hurried_close : close_limit;
        (*transport)->close(std::min(deadline, std::chrono::steady_clock::now() + goodbye));
        return response;
    }

    static ports::Result<HttpResponse> converse(
        net::Transport& transport,
        const Url& url,
        std::string_view outgoing,
        net::Deadline deadline,
        const std::stop_token& stop,
        bool& began
    ) {
        ResponseReader reader;
        while (!reader.done()) {
            const net::Arrival arrival =
                transport.exchange(std::exchange(outgoing, {}), deadline, stop);
            if (const auto* incoming = std::get_if<net::Incoming>(&arrival)) {
                if (!reader.receive(incoming->bytes)) {
                    return ports::fail(
                        FailureKind::protocol,
                        url.host + " did not answer with a proper HTTP response"
                    );
                }
                began = reader.began();
                continue;
            }
            if (std::holds_alternative<net::Closed>(arrival)) {
                if (reader.finish()) {
                    break;
                }
                return ports::fail(
                    FailureKind::connection_lost, url.host + " closed before it had answered"
                );
            }
            return std::holds_alternative<net::TimedOut>(arrival)
                       ? ports::fail(FailureKind::timed_out, url.host + " did not answer in time")
                       : ports::fail(
                             FailureKind::interrupted, "interrupted while waiting for " + url.host
                         );
        }
        return reader.take_response();
    }

    ConnectorFactory connectors_;
    std::chrono::milliseconds time_limit_;
};

} // namespace

std::unique_ptr<HttpClient>
https_client(ConnectorFactory connectors, std::chrono::milliseconds time_limit) {
    return std::make_unique<HttpsClient>(std::move(connectors), time_limit);
}

} // namespace oauth
