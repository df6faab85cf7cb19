#include "adapters/net/resolver.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <optional>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace net {

namespace {

using ports::FailureKind;
using Addresses = ports::Result<std::vector<std::string>>;

std::string numeric(const addrinfo& entry) {
    std::array<char, NI_MAXHOST> text{};
    const int error = getnameinfo(
        entry.ai_addr, entry.ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST
    );
    return error == 0 ? std::string{text.data()} : std::string{};
}

bool is_v6(std::string_view address) {
    return address.find(':') != std::string_view::npos;
}

std::vector<std::string> in_order(const addrinfo* entries) {
    std::vector<std::string> addresses;
    for (const addrinfo* entry = entries; entry != nullptr; entry = entry->ai_next) {
        std::string address = numeric(*entry);
        if (!address.empty()) {
            addresses.push_back(std::move(address));
        }
    }
    std::ranges::stable_partition(addresses, is_v6);
    return addresses;
}

Addresses look_up(const std::string& host) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_family = AF_UNSPEC;
    addrinfo* found = nullptr;
    const int error = getaddrinfo(host.c_str(), nullptr, &wanted, &found);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner{found, &freeaddrinfo};
    std::vector<std::string> addresses = in_order(found);
    if (error != 0 || addresses.empty()) {
        return ports::fail(
            FailureKind::name_resolution,
            fmt::format(
                "No address for {}: {}", host, error == 0 ? "empty answer" : gai_strerror(error)
            ),
            "Is this computer online, and is the host name right?"
        );
    }
    return addresses;
}

/// Shared with the thread that asks, which may outlive the call that gave up on it.
struct Question {
    std::mutex mutex;
    std::condition_variable_any answered;
    std::optional<Addresses> answer;
};

void answer(Question& question, const std::string& host) {
    Addresses addresses = look_up(host);
    const std::lock_guard lock{question.mutex};
    question.answer = std::move(addresses);
    question.answered.notify_all();
}

} // namespace

// getaddrinfo has no deadline and cannot be cancelled, so a thread of its own waits for it.
Addresses resolve(const std::string& host, Deadline deadline, const std::stop_token& stop) {
    const auto question = std::make_shared<Question>();
    std::thread{[question, host] { answer(*question, host); }}.detach();
    std::unique_lock lock{question->mutex};
    const bool answered = question->answered.wait_until(lock, stop, deadline, [&question] {
        return question->answer.has_value();
    });
    if (answered) {
        return std::move(*question->answer);
    }
    if (stop.stop_requested()) {
        return ports::fail(FailureKind::interrupted, "Interrupted while looking up " + host + ".");
    }
    return ports::fail(
        FailureKind::name_resolution,
        fmt::format("The name server did not answer for {} in time", host),
        "Is this computer online?"
    );
}

} // namespace net
