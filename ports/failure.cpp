#include "ports/failure.hpp"

#include <array>
#include <cstddef>

namespace ports {

namespace {

using std::chrono::seconds;

struct Row {
    FailureKind kind;
    std::string_view name;
    Reaction reaction;
};

// Waits: CLIENT-LESSONS (1 s for the network; minutes where Gmail counts connections or bytes).
constexpr std::array rows{
    Row{FailureKind::usage, "usage", {false, seconds{0}, 64}},
    Row{FailureKind::bad_input, "bad-input", {false, seconds{0}, 65}},
    Row{FailureKind::config, "config", {false, seconds{0}, 78}},
    Row{FailureKind::not_found, "not-found", {false, seconds{0}, 1}},
    Row{FailureKind::locked, "locked", {false, seconds{0}, 11}},
    Row{FailureKind::local_io, "local-io", {false, seconds{0}, 74}},
    Row{FailureKind::name_resolution, "name-resolution", {true, seconds{1}, 69}},
    Row{FailureKind::unreachable, "unreachable", {true, seconds{1}, 69}},
    Row{FailureKind::connection_lost, "connection-lost", {true, seconds{1}, 75}},
    Row{FailureKind::timed_out, "timed-out", {true, seconds{1}, 75}},
    Row{FailureKind::server_bye, "server-bye", {true, seconds{1}, 75}},
    Row{FailureKind::throttled, "throttled", {true, seconds{300}, 75}},
    Row{FailureKind::over_quota, "over-quota", {true, seconds{3600}, 75}},
    Row{FailureKind::budget, "budget", {false, seconds{0}, 12}},
    Row{FailureKind::tls_unverified, "tls-unverified", {false, seconds{0}, 76}},
    Row{FailureKind::protocol, "protocol", {true, seconds{5}, 76}},
    Row{FailureKind::refused, "refused", {false, seconds{0}, 1}},
    Row{FailureKind::credential_refused, "credential-refused", {false, seconds{0}, 77}},
    Row{FailureKind::login_refused, "login-refused", {false, seconds{0}, 77}},
    Row{FailureKind::stale_plan, "stale-plan", {false, seconds{0}, 1}},
    Row{FailureKind::interrupted, "interrupted", {false, seconds{0}, 130}},
    Row{FailureKind::internal, "internal", {false, seconds{0}, 70}},
};

constexpr bool rows_follow_the_enum() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].kind) != i) {
            return false;
        }
    }
    return true;
}

static_assert(rows_follow_the_enum());

} // namespace

Reaction reaction(FailureKind kind) {
    return rows[static_cast<std::size_t>(kind)].reaction;
}

std::string_view name(FailureKind kind) {
    return rows[static_cast<std::size_t>(kind)].name;
}

} // namespace ports
