#pragma once

#include "testserver/scenario/interceptor.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// Watches what a server says, and writes it as a scenario that says the same again, whatever its
/// mailbox holds then. Logins, IDLE and COMPRESS are left to the server that plays it: they change
/// how the rest is read, and the first of them holds secrets.
class Recorder final : public Interceptor {
public:
    /// Beyond these a recording ends, and says so in its file.
    static constexpr std::size_t most_exchanges = 10'000;
    static constexpr std::size_t most_bytes = std::size_t{16} * 1024 * 1024;

    /// `inner` must outlive it; all is as that one says.
    explicit Recorder(Interceptor& inner) : inner_(inner) {}

    /// Forgets what was recorded.
    void start_over();

    /// The recording: a rule for each command, and the commands in order as what is expected.
    [[nodiscard]] std::string scenario(std::string_view profile) const;

    [[nodiscard]] Listening listening(Instant now) const override;
    [[nodiscard]] Listening http_listening(Instant now) const override;
    Admission on_accept(const ConnectionFacts& connection, Instant now) override;
    Admission on_http_accept(const ConnectionFacts& connection, Instant now) override;
    void on_request_over(const ConnectionFacts& connection, Instant now) override;
    Treatment on_command(const ConnectionFacts& connection, const CommandSeen& command) override;
    Treatment on_announced(const ConnectionFacts& connection, const CommandSeen& head) override;
    HttpTreatment
    on_request(const ConnectionFacts& connection, const RequestSeen& request) override;
    void on_input(const ConnectionFacts& connection, std::string& bytes, Instant now) override;
    Steps on_output(const ConnectionFacts& connection, std::string bytes, Instant now) override;
    Steps take_steps(const ConnectionFacts& connection, Instant now) override;
    void on_close(const ConnectionFacts& connection, Instant now) override;
    [[nodiscard]] std::optional<Instant> next_moment() const override;
    void on_time(Instant now) override;

private:
    struct Exchange {
        std::uint64_t connection = 0;
        std::uint64_t event = 0; ///< The n-th command of its connection.
        std::string command;
        std::string tag;
        std::string shown;
        std::string answer;
    };

    void note(std::uint64_t connection, const Steps& steps);
    static std::string rule(const Exchange& exchange);

    Interceptor& inner_;
    std::vector<Exchange> exchanges_;
    std::map<std::uint64_t, std::uint64_t> commands_; ///< Of each connection, so far.
    std::map<std::uint64_t, std::size_t> in_work_;    ///< Of each connection, in exchanges_.
    std::size_t bytes_ = 0;
    bool is_full_ = false;
};

} // namespace testserver
