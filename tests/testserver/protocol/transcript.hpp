#pragma once

#include "testserver/protocol/server_session.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace testserver::test {

/// A conversation typed in a file, played against the server:
///
///     profile rfc                          the default is gmail
///     set no-auto-expunge                  a Gmail setting
///     mail INBOX|Travel Subject words      a mail under these labels (rfc: in this folder)
///     raw INBOX NAME                       the mail of tests/data/fake-gmail/NAME
///     folder Name
///     token user@gmail.com t0ken
///     C: a1 NOOP                           the client's line; "C2:" is a second connection's
///     S: a1 OK Success                     what the server must say, whole lines in order
///     # a comment
///
/// The connections share one world whose user is me@gmail.com with the password "secret". It is
/// 2026-01-15 12:00 UTC; each mail arrived one hour after the one before, the first at 2026-01-01
/// 00:00.
class Transcript {
public:
    explicit Transcript(const std::filesystem::path& file);

    /// The whole conversation as it was expected and as it went.
    struct Played {
        std::string expected;
        std::string actual;
    };

    Played play();

private:
    void set_up(std::string_view directive, std::string_view rest);
    void make_world(Profile profile);
    void add_mail(std::string_view labels, std::string raw);
    ServerSession& connection(const std::string& number);
    void exchange(const std::string& number, std::string_view line);
    void collect();

    std::filesystem::path file_;
    std::unique_ptr<World> world_;
    std::shared_ptr<Account> account_;
    MailboxSettings settings_;
    std::map<std::string, ServerSession> connections_;
    std::string actual_;
    unsigned mails_ = 0;
};

} // namespace testserver::test
