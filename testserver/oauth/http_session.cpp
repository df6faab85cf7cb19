#include "testserver/oauth/http_session.hpp"

#include "testserver/oauth/answer_writer.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace testserver::oauth {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using Parser = http::request_parser<http::string_body>;

template <typename View>
std::string text_of(const View& view) {
    return {view.data(), view.size()};
}

HttpRequest request_of(const Parser::value_type& message) {
    const auto target = text_of(message.target());
    const auto mark = std::min(target.find('?'), target.size());
    return {
        text_of(message.method_string()),
        target.substr(0, mark),
        target.substr(std::min(mark + 1, target.size())),
        text_of(message[http::field::content_type]),
        message.body()
    };
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
    return text;
}

unsigned status_for(const error_code& error) {
    if (error == http::error::header_limit) {
        return 431;
    }
    return error == http::error::body_limit ? 413 : 400;
}

void append(Steps& to, Steps from) {
    std::ranges::move(from, std::back_inserter(to));
}

} // namespace

class HttpSession::State {
public:
    State(TokenService& service, ConnectionFacts facts, Interceptor* interceptor)
        : service_(service), facts_(std::move(facts)),
          interceptor_(interceptor != nullptr ? *interceptor : calm_) {
        begin_request();
    }

    void receive(std::string_view bytes, Instant now) {
        now_ = now;
        if (!finished_) {
            pending_ += bytes;
        }
    }

    void wake(Instant now) { now_ = now; }

    Steps take_steps() {
        if (finished_ || pending_.empty()) {
            return {};
        }
        error_code error;
        while (!pending_.empty() && !error && !parser_->is_done()) {
            pending_.erase(0, parser_->put(boost::asio::buffer(pending_), error));
        }
        if (parser_->is_done()) {
            return answer_request();
        }
        if (error && error != http::error::need_more) {
            return refuse(status_for(error));
        }
        return pending_.size() > max_header_bytes ? refuse(431) : invite_body();
    }

    [[nodiscard]] bool finished() const { return finished_; }

private:
    void begin_request() {
        parser_.emplace();
        parser_->eager(true);
        parser_->header_limit(max_header_bytes);
        parser_->body_limit(max_body_bytes);
        invited_ = false;
    }

    /// RFC 9110 10.1.1: the client waits for a word before it sends the body.
    Steps invite_body() {
        const bool waits = parser_->is_header_done() && !invited_ &&
                           parser_->get()[http::field::expect] == "100-continue";
        if (!waits) {
            return {};
        }
        invited_ = true;
        return {step::Send{"HTTP/1.1 100 Continue\r\n\r\n"}};
    }

    Steps refuse(unsigned status) {
        finished_ = true;
        pending_.clear();
        HttpAnswer answer;
        answer.status = status;
        answer.content_type = html_type;
        answer.body = "<!doctype html>\n<title>Error " + std::to_string(status) + "</title>\n";
        return written(answer, {}, false);
    }

    Steps answer_request() {
        const auto& message = parser_->get();
        const auto request = request_of(message);
        const bool keep_alive = message.keep_alive();
        const bool has_host = message.find(http::field::host) != message.end();
        begin_request();
        if (!has_host) {
            return refuse(400); // RFC 9112 3.2
        }
        auto treatment = interceptor_.on_request(
            facts_, {upper(request.method + ' ' + request.path), shown_request(request), now_}
        );
        auto answer = treatment.run ? service_.answer(request, now_) : HttpAnswer{};
        auto steps = std::move(treatment.before);
        if (treatment.answer) {
            append(
                steps,
                written(
                    changed(std::move(answer), treatment.change),
                    treatment.change.damage,
                    keep_alive
                )
            );
        }
        append(steps, std::move(treatment.after));
        finished_ = !keep_alive && treatment.answer;
        return steps;
    }

    TokenService& service_;
    ConnectionFacts facts_;
    Interceptor calm_;
    Interceptor& interceptor_;
    std::optional<Parser> parser_;
    std::string pending_;
    Instant now_{};
    bool invited_ = false;
    bool finished_ = false;
};

HttpSession::HttpSession(
    TokenService& service, const ConnectionFacts& facts, Interceptor* interceptor
)
    : state_(std::make_unique<State>(service, facts, interceptor)) {}

HttpSession::HttpSession(HttpSession&&) noexcept = default;
HttpSession& HttpSession::operator=(HttpSession&&) noexcept = default;
HttpSession::~HttpSession() = default;

void HttpSession::receive(std::string_view bytes, Instant now) {
    state_->receive(bytes, now);
}

void HttpSession::wake(Instant now) {
    state_->wake(now);
}

Steps HttpSession::take_steps() {
    return state_->take_steps();
}

bool HttpSession::finished() const {
    return state_->finished();
}

} // namespace testserver::oauth
