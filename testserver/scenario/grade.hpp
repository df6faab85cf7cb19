#pragma once

#include "testserver/scenario/run_record.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// How a client took what went wrong, as far as a server can see it (after Autobahn's report for
/// WebSocket clients). Later is worse.
enum class Grade : unsigned char {
    pass,      ///< It went on, came back, or ended as if nothing were wrong.
    tolerated, ///< It gave up, and said so: nothing is lost.
    hang,      ///< It sits on a connection that says nothing any more.
    crash,     ///< It was killed by a signal.
    data_loss, ///< It deleted or doubled mail that it could not be sure of.
    unsafe,    ///< It spoke to a server that it cannot have verified.
};

std::string_view word_of(Grade grade);

/// One thing that was seen, and where in the run.
struct Finding {
    Grade grade = Grade::pass;
    std::string sentence;
    Milliseconds at{0};
    std::uint64_t connection = 0; ///< 0: none in particular.
};

/// A silence below this at the end of a run says nothing: a client may wait longer than we looked.
inline constexpr Milliseconds patience{30'000};

/// `end` is when the run ended, since its start. In the order of the run; no finding for a run in
/// which nothing went wrong and the client ended well.
std::vector<Finding> graded(const RunRecord& record, Milliseconds end);

/// The worst of them; `pass` for none.
Grade worst_of(const std::vector<Finding>& findings);

} // namespace testserver
