#include "testserver/http/http_session.hpp"

#include "testserver/http/answer_writer.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace testserver {
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
        message.body(),
        text_of(message[http::field::host]),
        text_of(message[http::field::origin]),
        message.keep_alive()
    };
}

unsigned status_for(const error_code& error) {
    if (error == http::error::header_limit) {
        return 431;
    }
    return error == http::error::body_limit ? 413 : 400;
}

} // namespace

class HttpSession::State {
public:
    State(AnswerRequest answer, std::function<void(Instant now)> answered)
        : answer_(std::move(answer)), answered_(std::move(answered)) {
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
        if (std::exchange(answering_, false) && answered_) {
            answered_(now_);
        }
        if (finished_ || pending_.empty()) {
            return {};
        }
        if (!has_whole_header()) {
            return pending_.size() > max_header_bytes ? refuse(431) : Steps{};
        }
        error_code error;
        while (!pending_.empty() && !error && !parser_->is_done()) {
            pending_.erase(0, parser_->put(boost::asio::buffer(pending_, readable()), error));
        }
        if (parser_->is_done()) {
            return answer_request();
        }
        if (!parser_->is_header_done() || (error && error != http::error::need_more)) {
            return refuse(status_for(error));
        }
        return invite_body();
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

    /// Beast judges a line at once when it is the first that it sees of a request, and else only
    /// when the header is there: what the client is told would hang on how its segments fell.
    [[nodiscard]] bool has_whole_header() const {
        return parser_->is_header_done() || pending_.find("\r\n\r\n") != std::string::npos;
    }

    /// So many octets at once: first the header and nothing behind it. What is no request line for
    /// want of its end would else be judged by what follows, or waited for.
    [[nodiscard]] std::size_t readable() const {
        constexpr std::string_view end_of_header = "\r\n\r\n";
        return parser_->is_header_done() ? pending_.size()
                                         : pending_.find(end_of_header) + end_of_header.size();
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
        const auto request = request_of(parser_->get());
        begin_request();
        if (request.host.empty()) {
            return refuse(400); // RFC 9112 3.2
        }
        auto reaction = answer_(request, now_);
        answering_ = true;
        finished_ = reaction.ends;
        return std::move(reaction.steps);
    }

    AnswerRequest answer_;
    std::function<void(Instant now)> answered_;
    bool answering_ = false; ///< The last steps were an answer.
    std::optional<Parser> parser_;
    std::string pending_;
    Instant now_{};
    bool invited_ = false;
    bool finished_ = false;
};

HttpSession::HttpSession(AnswerRequest answer, std::function<void(Instant now)> answered)
    : state_(std::make_unique<State>(std::move(answer), std::move(answered))) {}

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

} // namespace testserver
