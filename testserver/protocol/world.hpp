#pragma once

#include "testserver/mailbox/account.hpp"
#include "testserver/scenario/instant.hpp"

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
};

/// An OAuth access token and whom it lets in until when.
struct AccessToken {
    std::string user;
    std::optional<Instant> expires;
    std::optional<Instant> begins{}; ///< Refused before; absent: at once.
    std::uint64_t sign_in = 0;     ///< The consent that it comes from; 0: none.
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
    explicit World(Profile profile) : profile_(profile) {}

    [[nodiscard]] Profile profile() const { return profile_; }

    [[nodiscard]] bool is_gmail() const { return profile_ == Profile::gmail; }

    /// Replaces a user of that name.
    User& add_user(User user);
    /// Whom a name means: a user's own, or with `plus_names` one with a "+word" before the "@".
    User* find(std::string_view name);
    /// The user, or null when name and secret do not belong together.
    User* login(std::string_view name, std::string_view password);
    User* login_with_token(std::string_view name, std::string_view token, Instant now);

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
    bool plus_names = false; ///< "me+word@gmail.com" logs in to the account of "me@gmail.com".

private:
    Profile profile_;
    std::map<std::string, User, std::less<>> users_;
};

} // namespace testserver
