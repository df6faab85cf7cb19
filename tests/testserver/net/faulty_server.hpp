#pragma once

#include "testserver/net/tls_server.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace testserver_net {

/// What a server does to each of its connections.
struct Behaviour {
    testserver::Admission admission{};
    testserver::Steps at_noop{}; ///< In place of the answer to NOOP.
};

/// A fake Gmail on loopback that fails as it is told.
class FaultyServer : private testserver::Interceptor {
public:
    explicit FaultyServer(Behaviour behaviour, testserver::ListenAt at = {});
    ~FaultyServer() override;

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    [[nodiscard]] const std::string& authority() const { return server_->authority_pem(); }

    /// Plain bytes that clients have sent, as far as they were taken in.
    [[nodiscard]] std::size_t heard() const { return heard_; }

    void listening(testserver::Listening wanted) { listening_ = wanted; }

private:
    testserver::Listening listening(testserver::Instant now) const override;
    testserver::Admission
    on_accept(const testserver::ConnectionFacts& connection, testserver::Instant now) override;
    testserver::Treatment on_command(
        const testserver::ConnectionFacts& connection, const testserver::CommandSeen& command
    ) override;
    void on_input(
        const testserver::ConnectionFacts& connection, std::string& bytes, testserver::Instant now
    ) override;
    /// Soon: so that a change of `listening` is noticed.
    [[nodiscard]] std::optional<testserver::Instant> next_moment() const override;

    Behaviour behaviour_;
    std::atomic<std::size_t> heard_ = 0;
    std::atomic<testserver::Listening> listening_ = testserver::Listening::open;
    testserver::World world_{testserver::Profile::gmail};
    std::unique_ptr<testserver::TlsServer> server_;
    std::jthread thread_; ///< Last: it uses the others.
};

} // namespace testserver_net
