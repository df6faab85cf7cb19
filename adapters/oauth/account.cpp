#include "adapters/oauth/account.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <optional>

namespace oauth {

namespace json = boost::json;

namespace {

std::optional<std::string> member(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::nullopt
                           : std::optional<std::string>{std::in_place, text->data(), text->size()};
}

} // namespace

ports::Secret encode(const Account& account) {
    const json::object object{
        {"client_id", account.client_id},
        {"client_secret", account.client_secret.reveal()},
        {"refresh_token", account.refresh_token.reveal()},
    };
    return ports::Secret{json::serialize(object)};
}

ports::Result<Account> decode_account(const ports::Secret& stored) {
    boost::system::error_code error;
    const auto value = json::parse({stored.reveal().data(), stored.reveal().size()}, error);
    const auto* object = error ? nullptr : value.if_object();
    if (object != nullptr) {
        auto id = member(*object, "client_id");
        auto secret = member(*object, "client_secret");
        auto refresh = member(*object, "refresh_token");
        if (id && secret && refresh) {
            return Account{
                *std::move(id),
                ports::Secret{*std::move(secret)},
                ports::Secret{*std::move(refresh)}
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
