#pragma once

#include "adapters/oauth/http.hpp"
#include "ports/clock.hpp"
#include "ports/randomness.hpp"
#include "ports/secret_store.hpp"

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oauth {

inline HttpResponse answer(
    unsigned status,
    std::string_view body,
    std::optional<std::chrono::seconds> retry_after = std::nullopt
) {
    return {status, ports::Secret{std::string{body}}, retry_after};
}

/// Answers each request with the next scripted response and keeps what was asked.
class ScriptedHttp final : public HttpClient {
public:
    ports::Result<HttpResponse>
    post(const Url& url, const ports::Secret& form, const std::stop_token& /*stop*/) override {
        requests.push_back(url.host + url.path + " " + std::string{form.reveal()});
        if (responses.empty()) {
            return ports::fail(ports::FailureKind::unreachable, "nothing scripted");
        }
        auto response = std::move(responses.front());
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
