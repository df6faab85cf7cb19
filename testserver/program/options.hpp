#pragma once

#include "ports/result.hpp"
#include "testserver/mailbox/settings.hpp"
#include "testserver/net/tls_server.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace testserver::program {

/// The command line of fake-gmail.
struct Options {
    ListenAt listen;
    Profile profile = Profile::gmail;
    std::string user;
    std::filesystem::path password_file;
    std::filesystem::path token_file;        ///< An OAuth access token; empty for none.
    std::filesystem::path oauth_client_file; ///< Where a client is written; empty: no OAuth.
    std::filesystem::path oauth_port_file;
    std::filesystem::path mail;   ///< mbox, Maildir, folder or .eml; empty for none.
    std::filesystem::path labels; ///< index.tsv for `mail`.
    std::filesystem::path port_file;
    std::filesystem::path control_port_file; ///< Empty: no control port.
    std::filesystem::path ca_file;
    std::optional<std::uint64_t> seed; ///< Mail is made up from it.
    std::size_t count = 0;
    std::string scenario;                ///< A file, or a row of the catalogue; empty for none.
    std::filesystem::path log;           ///< What happened, a line each; empty for none.
    std::filesystem::path decisions;     ///< What was decided, as a scenario; empty for none.
    std::filesystem::path recording;     ///< What was said, as a scenario; empty for none.
    std::filesystem::path report;        ///< A page that grades the client; empty for none.
    std::optional<std::uint64_t> grease; ///< The seed of legal variance.
    bool strict_plain = false;           ///< No legal variance, even if the scenario says so.
    std::string run;                     ///< A client, as a command of the shell; empty: serve on.
    std::chrono::seconds run_limit{0};
    std::size_t most_cases = 0;   ///< Runs of one sweep or of one --shrink.
    std::string only_case;        ///< The one case of a sweep that is played; empty: all.
    bool speaks_of_cases = false; ///< --case or --most-cases was said.
    std::filesystem::path shrunk; ///< Where the reduced scenario is written; empty: none is.
    bool one_of_many = false;     ///< Whoever asked for the run says what came of it.
};

/// The options, or none when something was asked that `answer` says and nothing is to be served.
struct Parsed {
    std::optional<Options> options;
    std::string answer;
};

ports::Result<Parsed> parse(int argc, const char* const* argv);

} // namespace testserver::program
