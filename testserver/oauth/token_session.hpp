#pragma once

#include "testserver/http/http_session.hpp"
#include "testserver/oauth/token_service.hpp"
#include "testserver/scenario/interceptor.hpp"

namespace testserver::oauth {

/// One connection to the endpoint, whose requests and answers go by the interceptor. Service and
/// interceptor must outlive it; without an interceptor all is calm.
HttpSession
token_session(TokenService& service, const ConnectionFacts& facts, Interceptor* interceptor);

} // namespace testserver::oauth
