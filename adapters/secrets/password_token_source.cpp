#include "adapters/secrets/password_token_source.hpp"

#include <fmt/format.h>

#include <utility>

namespace secrets {

ports::Result<ports::Credential> PasswordTokenSource::credential(ports::Freshness freshness) {
    if (freshness == ports::Freshness::forced) {
        return ports::fail(
            ports::FailureKind::login_refused,
            fmt::format(
                "the server does not accept the password of {} from {}", user_, store_.description()
            ),
            "Gmail needs an app password, not the account's: "
            "https://myaccount.google.com/apppasswords"
        );
    }
    if (!password_) {
        auto read = store_.read();
        if (!read) {
            return ports::fail(read.error());
        }
        password_ = *std::move(read);
    }
    return ports::Credential{ports::Proof::password, user_, *password_};
}

} // namespace secrets
