#pragma once

#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <string>

namespace oauth {

/// What has to be kept to get access tokens for a user: one secret, stored and replaced as a whole,
/// so that a rotation that is cut off leaves either the old or the new one.
struct Account {
    std::string client_id;
    ports::Secret client_secret;
    ports::Secret refresh_token;
};

ports::Secret encode(const Account& account);
ports::Result<Account> decode_account(const ports::Secret& stored);

} // namespace oauth
