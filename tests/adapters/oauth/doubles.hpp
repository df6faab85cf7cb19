#pragma once

#include "adapters/oauth/http.hpp"
#include "ports/clock.hpp"
#include "ports/randomness.hpp"
#include "ports/secret_store.hpp"

#include <deque>

namespace oauth {

/// Answers each request with the next scripted response and keeps what was asked.
class ScriptedHttp final : public HttpClient {
public:
    ports::Result<HttpResponse>
    post(const Url& url, const Form& form, const std::stop_token& /*stop*/) override {
        requests.push_back(url.host + url.path + " " + form_encoded(form));
        if (responses.empty()) {
            return ports::fail(ports::FailureKind::unreachable, "nothing scripted");
        }
        auto response = responses.front();
        responses.pop_front();
        return response;
    }

    std::deque<HttpResponse> responses;
    std::vector<std::string> requests;
};

class OneSecret final : public ports::SecretStore {
public:
    [[nodiscard]] std::string description() const override { return "memory"; }

    ports::Result<ports::Secret> read() override { return secret; }

    ports::Result<void> write(const ports::Secret& replacement) override {
        if (full) {
            return ports::fail(ports::FailureKind::local_io, "disk full");
        }
        secret = replacement;
        return {};
    }

    ports::Result<void> erase() override {
        secret = {};
        return {};
    }

    ports::Secret secret;
    bool full = false;
};

class HandClock final : public ports::Clock {
public:
    [[nodiscard]] Monotonic monotonic() const override { return {}; }

    [[nodiscard]] domain::Timestamp wall() const override { return now; }

    domain::Timestamp now{std::chrono::seconds{1'700'000'000}};
};

class CountingRandomness final : public ports::Randomness {
public:
    std::uint64_t next() override { return ++drawn * 0x9E3779B97F4A7C15U; }

    std::uint64_t drawn = 0;
};

} // namespace oauth
