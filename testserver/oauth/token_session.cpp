#include "testserver/oauth/token_session.hpp"

#include "testserver/http/answer_writer.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
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

void append(Steps& to, Steps from) {
    std::ranges::move(from, std::back_inserter(to));
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
            written(
                changed(std::move(answer), treatment.change),
                treatment.change.damage,
                request.keep_alive
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
    return HttpSession{[&service, facts, interceptor](const HttpRequest& request, Instant now) {
        Interceptor calm;
        return react(service, facts, interceptor != nullptr ? *interceptor : calm, request, now);
    }};
}

} // namespace testserver::oauth
