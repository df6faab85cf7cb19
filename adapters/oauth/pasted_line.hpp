#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace oauth {

/// A line that the user pastes at a terminal, or a program writes into a pipe, read as it comes
/// while other things are waited for. Never sets the descriptor non-blocking: the terminal behind
/// it is shared with standard output. What is at its end, or cannot be waited for, has no line.
class PastedLine {
public:
    /// A redirect has a few hundred bytes; terminals give no longer lines than 4096.
    static constexpr std::size_t longest = 4096;

    PastedLine(boost::asio::io_context& io, int descriptor);

    /// The first line that is not blank, once it has come.
    [[nodiscard]] const std::optional<std::string>& line() const { return reading_->line; }

private:
    /// Shared with the handler, which may outlive this.
    struct Reading {
        explicit Reading(boost::asio::io_context& io) : input(io) {}

        boost::asio::posix::stream_descriptor input;
        std::string pending;
        std::optional<std::string> line;
    };

    static void await(const std::shared_ptr<Reading>& reading);
    static bool take(Reading& reading);

    std::shared_ptr<Reading> reading_;
};

} // namespace oauth
