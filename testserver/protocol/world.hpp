#pragma once

#include "testserver/mailbox/account.hpp"
#include "testserver/protocol/seats.hpp"
#include "testserver/scenario/instant.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace testserver {

struct User {
    std::string name; ///< The login name, "alice@gmail.com".
    std::string password;
    std::shared_ptr<Account> account;
    std::shared_ptr<Seats> seats = std::make_shared<Seats>();
};

/// An OAuth access token and whom it lets in until when.
struct AccessToken {
    std::string user;
    std::optional<Instant> expires;
    std::optional<Instant> begins{}; ///< Refused before; absent: at once.
    std::uint64_t sign_in = 0;       ///< The consent that it comes from; 0: none.
};

/// What a client keeps to get access tokens with.
struct RefreshToken {
    std::string user;
    std::string scope;
    std::uint64_t sign_in = 0; ///< Tokens of one consent live and die together.
    std::optional<Instant> expires;
    bool replaced = false; ///< By rotation.
};

/// Gmail's APPENDLIMIT.
inline constexpr std::uint64_t append_limit = 35'651'584;

/// Everything that the sessions of one server share. Has no thread and no lock: one thread drives
/// all sessions.
class World {
public:
    explicit World(Profile profile)
        : most_sessions(profile == Profile::gmail ? gmail_sessions : no_limit), profile_(profile) {}

    /// GMAIL-IMAP 7: all clients of an account together.
    static constexpr std::uint64_t gmail_sessions = 15;
    static constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

    [[nodiscard]] Profile profile() const { return profile_; }

    [[nodiscard]] bool is_gmail() const { return profile_ == Profile::gmail; }

    /// Replaces a user of that name.
    User& add_user(User user);
    /// Whom a name means: a user's own, or with `plus_names` one with a "+word" before the "@".
    User* find(std::string_view name);
    /// The user, or null when name and secret do not belong together.
    User* login(std::string_view name, std::string_view password);
    User* login_with_token(std::string_view name, std::string_view token, Instant now);

    /// Refuses logins with this name until then, at least; all logins where it is empty.
    void lock_out(const std::string& name, Instant until);
    [[nodiscard]] bool is_locked_out(std::string_view name, Instant now) const;

    /// Calls `visit` with each user.
    template <typename Visit>
    void for_each_user(Visit visit) {
        for (auto& [name, user] : users_) {
            visit(user);
        }
    }

    std::map<std::string, AccessToken, std::less<>> tokens;
    std::map<std::string, RefreshToken, std::less<>> refresh_tokens;
    bool rotate_refresh_tokens = false; ///< The next refresh gives another, whatever the rules.
    std::uint64_t most_sessions;        ///< Logged in to one account at once.
    /// How long one that was cut off still counts.
    std::chrono::milliseconds seat_kept{0};
    std::optional<std::uint64_t> grease; ///< The seed of legal variance; absent for none.
    /// What was put off, and until when.
    std::multimap<Instant, std::function<void(Instant now)>> later;
    /// Does what was put off until now. Sessions call it before they look at anything.
    void catch_up(Instant now);

    bool plus_names = false; ///< "me+word@gmail.com" logs in to the account of "me@gmail.com".

private:
    Profile profile_;
    std::map<std::string, User, std::less<>> users_;
    std::map<std::string, Instant, std::less<>> locked_out_; ///< Until when, by login name.
};

} // namespace testserver
