#include "adapters/oauth/account.hpp"

#include "adapters/oauth/secret_json.hpp"

#include <string>

namespace oauth {

ports::Secret encode(const Account& account) {
    auto object = make_secret_json();
    object["client_id"] = account.client_id;
    object["client_secret"] = account.client_secret.reveal();
    object["refresh_token"] = account.refresh_token.reveal();
    return serialize_secret(object);
}

ports::Result<Account> decode_account(const ports::Secret& stored) {
    if (const auto object = parse_secret_json(stored.reveal())) {
        const auto id = text_member(*object, "client_id");
        const auto secret = text_member(*object, "client_secret");
        const auto refresh = text_member(*object, "refresh_token");
        if (id && secret && refresh) {
            return Account{
                std::string{*id},
                ports::Secret{std::string{*secret}},
                ports::Secret{std::string{*refresh}}
            };
        }
    }
    return ports::fail(
        ports::FailureKind::login_refused,
        "The stored sign-in cannot be read",
        "sign in again: gmail-classifier auth login"
    );
}

} // namespace oauth
