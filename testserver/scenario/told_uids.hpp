#pragma once

#include "testserver/scenario/uid_set.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace testserver {

/// Which UIDs a server told its clients under which UIDVALIDITY, read off the wire: a client that
/// writes with another one took it from an older mailbox of that name (RFC 3501 2.3.1.1).
class ToldUids {
public:
    /// A whole command of a client, without its tag: "SELECT INBOX".
    void on_command(std::uint64_t connection, std::string_view command);
    /// One response of the server, its literals taken out.
    void on_response(std::uint64_t connection, std::string_view response);
    /// A mailbox was rebuilt: what was told of it is void. Names beyond ASCII are not found.
    void renewed(std::string_view mailbox);

    /// The UIDVALIDITY of what is selected on a connection; 0 for nothing.
    [[nodiscard]] std::uint64_t validity(std::uint64_t connection) const;

    /// The first UID of this command's set that was not told under the present UIDVALIDITY of what
    /// is selected. Of a range only the ends are looked at: holes are legal.
    [[nodiscard]] std::optional<std::uint64_t>
    stranger(std::uint64_t connection, std::string_view command) const;

private:
    struct Connection {
        std::string verb; ///< Of the command in work.
        std::string selecting;
        std::uint64_t validity = 0;
    };

    std::map<std::uint64_t, Connection> connections_;
    std::map<std::string, std::uint64_t, std::less<>> validity_of_; ///< By name, INBOX upper case.
    std::map<std::uint64_t, UidSet> told_;                          ///< By UIDVALIDITY.
    std::set<std::uint64_t> void_;
};

} // namespace testserver
