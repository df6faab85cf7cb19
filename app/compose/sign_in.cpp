#include "app/compose/sign_in.hpp"

#include "adapters/imap/client/imap_mail_store.hpp"
#include "adapters/memory/fixed_token_source.hpp"
#include "adapters/mime/gmime_reader.hpp"
#include "adapters/oauth/account.hpp"
#include "adapters/secrets/file_secret_store.hpp"
#include "app/compose/credentials.hpp"

#include <fmt/format.h>

#include <utility>

namespace compose {

using ports::FailureKind;
using ports::Result;

namespace {

constexpr const char* make_a_client =
    "Make a client of type \"Desktop app\" at https://console.cloud.google.com/apis/credentials, "
    "download its JSON, chmod 600 it, and say --oauth-client-file FILE. Or use an app password: "
    "--auth password";

constexpr const char* which_password =
    "Gmail takes no account password here, but an app password, which needs 2-step verification: "
    "https://myaccount.google.com/apppasswords";

constexpr const char* which_account = "Was it this account that you signed in with in the browser?";

ports::Failure hinted(ports::Failure failure, const char* about_credential) {
    if (failure.kind == FailureKind::credential_refused) {
        failure.hint = about_credential;
    }
    return failure;
}

} // namespace

SignIn::SignIn(const config::Settings& settings, Surroundings surroundings)
    : settings_(settings), surroundings_(std::move(surroundings)),
      kept_in_(secret_store(settings, surroundings_.stop)) {}

Result<void> SignIn::with_password(const ports::Secret& password) {
    if (auto possible = can_be_kept(); !possible) {
        return possible;
    }
    auto tried = try_login({ports::Proof::password, settings_.address, password});
    if (!tried) {
        return ports::fail(hinted(std::move(tried).error(), which_password));
    }
    return kept_in_.store->write(password);
}

Result<void> SignIn::with_browser(const oauth::Visit& visit) {
    if (auto possible = can_be_kept(); !possible) {
        return possible;
    }
    const auto own_client = client();
    if (!own_client) {
        return ports::fail(own_client.error());
    }
    const auto http = oauth_http(settings_);
    oauth::SignIn browser{endpoints(), *http, surroundings_.outside.randomness()};
    const auto signed_in = browser.run(*own_client, settings_.address, visit, surroundings_.stop);
    if (!signed_in) {
        return ports::fail(signed_in.error());
    }
    auto tried =
        try_login({ports::Proof::access_token, settings_.address, signed_in->access_token});
    if (!tried) {
        return ports::fail(hinted(std::move(tried).error(), which_account));
    }
    return kept_in_.store->write(oauth::encode(signed_in->account));
}

/// Asked before the user has typed a password or visited a page.
Result<void> SignIn::can_be_kept() const {
    if (auto missing = config::missing_for_login(settings_)) {
        return ports::fail(*std::move(missing));
    }
    using Kind = config::SecretPlace::Kind;
    if (settings_.secret.kind == Kind::command || settings_.secret.kind == Kind::systemd) {
        return ports::fail(
            FailureKind::config,
            fmt::format("The secret is read from {}, which cannot be written to", place()),
            "Put it there yourself, or say --keyring=true or --password-file FILE."
        );
    }
    return {};
}

Result<oauth::Client> SignIn::client() const {
    if (settings_.oauth.client_file.empty()) {
        return ports::fail(
            FailureKind::config, "Signing in needs an OAuth client of your own", make_a_client
        );
    }
    secrets::FileSecretStore file{
        settings_.oauth.client_file, {"OAuth client file", make_a_client}
    };
    const auto text = file.read();
    return text ? oauth::read_client(*text) : ports::fail(text.error());
}

Result<void> SignIn::try_login(const ports::Credential& credential) {
    Outside& outside = surroundings_.outside;
    memory::FixedTokenSource tokens{credential};
    const mime::GmimeReader reader;
    const auto connector = outside.connector(settings_);
    imap::client::ImapMailStore mail{
        {*connector,
         tokens,
         reader,
         {outside.clock(), surroundings_.reporter, {}, outside.sleep()},
         {settings_.host, settings_.port}}
    };
    if (auto connected = mail.connect(surroundings_.stop); !connected) {
        return connected;
    }
    auto authenticated = mail.authenticate(ports::Freshness::cached, surroundings_.stop);
    // Nothing can be done about a good-bye that the server does not hear.
    static_cast<void>(mail.close());
    return authenticated;
}

Result<std::optional<std::string>> SignIn::kept() const {
    const auto secret = kept_in_.store->read();
    if (!secret) {
        return ports::fail(secret.error());
    }
    if (settings_.auth == config::Auth::password) {
        return std::optional<std::string>{};
    }
    auto account = oauth::decode_account(*secret);
    if (!account) {
        return ports::fail(std::move(account).error());
    }
    return std::optional{std::move(account->client_id)};
}

Result<void> SignIn::end() {
    if (settings_.auth == config::Auth::oauth) {
        const auto secret = kept_in_.store->read();
        const auto account = secret ? oauth::decode_account(*secret) : ports::fail(secret.error());
        if (!account) {
            return ports::fail(account.error());
        }
        const auto http = oauth_http(settings_);
        oauth::SignIn browser{endpoints(), *http, surroundings_.outside.randomness()};
        if (auto revoked = browser.revoke(*account, surroundings_.stop); !revoked) {
            auto failure = std::move(revoked).error();
            failure.hint =
                "To forget it on this machine only: gmail-classifier auth logout --local";
            return ports::fail(std::move(failure));
        }
    }
    return forget();
}

Result<void> SignIn::forget() const {
    return kept_in_.store->erase();
}

oauth::Endpoints SignIn::endpoints() const {
    const auto& oauth = settings_.oauth;
    return {oauth.authorization_url, oauth.token_url, oauth.revocation_url};
}

} // namespace compose
