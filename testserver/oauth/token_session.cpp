#include "testserver/oauth/token_session.hpp"

#include "testserver/http/answer_writer.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

namespace testserver::oauth {
namespace {

std::string upper_name(const HttpRequest& request) {
    auto name = request.method + ' ' + request.path;
    std::ranges::transform(name, name.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
    return name;
}

/// The bytes of the answer in pieces; its other steps stay as they are.
Steps shaped(Steps answer, const Pieces& pieces) {
    if (pieces.bytes == 0) {
        return answer;
    }
    Steps slow;
    for (auto& next : answer) {
        if (const auto* send = std::get_if<step::Send>(&next)) {
            add_in_pieces(slow, send->bytes, pieces);
        } else {
            slow.push_back(std::move(next));
        }
    }
    return slow;
}

HttpReaction react(
    TokenService& service,
    const ConnectionFacts& facts,
    Interceptor& interceptor,
    const HttpRequest& request,
    Instant now
) {
    auto treatment =
        interceptor.on_request(facts, {upper_name(request), shown_request(request), now});
    auto answer = treatment.run ? service.answer(request, now) : HttpAnswer{};
    HttpReaction reaction{std::move(treatment.before)};
    if (treatment.answer) {
        append(
            reaction.steps,
            shaped(
                written(
                    changed(std::move(answer), treatment.change),
                    treatment.change.damage,
                    request.keep_alive
                ),
                treatment.pieces
            )
        );
    }
    append(reaction.steps, std::move(treatment.after));
    reaction.ends = !request.keep_alive && treatment.answer;
    return reaction;
}

} // namespace

HttpSession
token_session(TokenService& service, const ConnectionFacts& facts, Interceptor* interceptor) {
    return HttpSession{
        [&service, facts, interceptor](const HttpRequest& request, Instant now) {
            Interceptor calm;
            auto& watching = interceptor != nullptr ? *interceptor : calm;
            return react(service, facts, watching, request, now);
        },
        [facts, interceptor](Instant now) {
            if (interceptor != nullptr) {
                interceptor->on_request_over(facts, now);
            }
        }
    };
}

} // namespace testserver::oauth
