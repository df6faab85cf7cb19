#include "tests/testserver/net/faulty_server.hpp"

#include <stdexcept>
#include <utility>
#include <variant>

namespace testserver_net {

using testserver::Instant;

FaultyServer::FaultyServer(Behaviour behaviour, testserver::ListenAt at)
    : behaviour_(std::move(behaviour)) {
    auto listening = testserver::listen(world_, at, this);
    if (const auto* cannot = std::get_if<testserver::CannotListen>(&listening)) {
        throw std::runtime_error{cannot->reason};
    }
    server_ = std::get<std::unique_ptr<testserver::TlsServer>>(std::move(listening));
    thread_ = std::jthread{[this](const std::stop_token& stop) { server_->run(stop); }};
}

FaultyServer::~FaultyServer() = default;

testserver::Listening FaultyServer::listening(Instant /*now*/) const {
    return listening_;
}

testserver::Admission
FaultyServer::on_accept(const testserver::ConnectionFacts& /*connection*/, Instant /*now*/) {
    return behaviour_.admission;
}

testserver::Treatment FaultyServer::on_command(
    const testserver::ConnectionFacts& /*connection*/, const testserver::CommandSeen& command
) {
    testserver::Treatment treatment;
    if (command.name == "NOOP") {
        treatment.run = false;
        treatment.before = behaviour_.at_noop;
    }
    return treatment;
}

void FaultyServer::on_input(
    const testserver::ConnectionFacts& /*connection*/, std::string& bytes, Instant /*now*/
) {
    heard_ += bytes.size();
}

std::optional<Instant> FaultyServer::next_moment() const {
    constexpr std::chrono::milliseconds soon{5};
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + soon;
}

} // namespace testserver_net
