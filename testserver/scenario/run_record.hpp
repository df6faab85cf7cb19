#pragma once

#include "testserver/scenario/trigger.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// What happened in a run, in order: what expectations are held against.
struct RunEvent {
    enum class What : unsigned char { accepted, closed, logged_in, command, fired, refreshed };

    What what = What::command;
    Milliseconds at{0}; ///< Since the start.
    std::uint64_t connection = 0;
    std::string text; ///< A command without its tag, credentials masked; a rule; a user.
    bool executed = true;
    std::uint64_t uid_validity = 0; ///< Of what a command had selected; 0 where nobody looks.
};

/// How a client under test ended.
struct ClientEnd {
    enum class How : unsigned char { exited, signalled, timed_out };

    How how = How::exited;
    int number = 0; ///< Its exit code, or the signal.
};

/// "exit code 3", "killed by signal 11", "still running when its time was over".
std::string text_of(const ClientEnd& end);

/// Lines of the event log: "12 C 2 UID FETCH 1 (FLAGS)", time in ms, who, connection, what. `H` is
/// a request to the OAuth endpoint, whose connections have numbers of their own. `S` is the
/// server's plain stream, a line each, literals and control characters escaped.
using LogSink = std::function<void(std::string_view line)>;

struct RunRecord {
    std::vector<RunEvent> events;
    Milliseconds longest_silence{0}; ///< Of a client that is logged in.
    std::uint64_t open_at_once = 0;
    std::uint64_t refreshes_at_once = 0;     ///< Asked of the OAuth endpoint, and not answered yet.
    std::uint64_t bytes_on_unverifiable = 0; ///< Said by the client where it could verify nothing.
    std::vector<std::string> forbidden;      ///< Commands and lines that match a `never`.
    std::optional<ClientEnd> client;         ///< Absent: nobody knows.
};

/// A command as logs show it: no tag, no credential, no line end, literals cut.
std::string shown_command(std::string_view name, std::string_view text);

/// Printable ASCII; everything else as "\r", "\n" or "\xNN".
std::string escaped(std::string_view bytes);

} // namespace testserver
