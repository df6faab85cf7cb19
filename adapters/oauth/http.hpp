#pragma once

#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oauth {

/// An https address, taken apart. No other scheme can be expressed.
struct Url {
    std::string host;
    std::uint16_t port = 443;
    std::string path = "/";
};

std::optional<Url> parse_https_url(std::string_view text);

/// Names and values of an application/x-www-form-urlencoded body, not yet encoded.
using Form = std::vector<std::pair<std::string, std::string>>;

std::string form_encoded(const Form& form);

/// The same of a body that holds secrets; `reveal` what stands in one at the call only.
ports::Secret secret_form(std::initializer_list<std::pair<std::string_view, std::string_view>> form
);

/// Names and values of a query string, decoded; a broken escape stays as it is.
Form form_decoded(std::string_view text);

struct HttpResponse {
    unsigned status = 0;
    ports::Secret body; ///< At most `max_body_bytes`; tokens are in it.
    std::optional<std::chrono::seconds> retry_after;
};

/// A token response has a few hundred bytes; a captive portal's page has more than we care for.
inline constexpr std::size_t max_body_bytes = std::size_t{64} * 1024;
/// Of status line and header fields together.
inline constexpr std::uint32_t max_header_bytes = std::uint32_t{16} * 1024;

/// POSTs a form. Never follows a redirect, so that a secret goes to the host it was meant for only.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    virtual ports::Result<HttpResponse>
    post(const Url& url, const ports::Secret& form, const std::stop_token& stop) = 0;
};

} // namespace oauth
