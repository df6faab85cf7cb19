#include "adapters/oauth/client.hpp"

#include "adapters/oauth/secret_json.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace oauth {

namespace json = boost::json;

namespace {

constexpr const char* where_from =
    "make a client of type \"Desktop app\" at https://console.cloud.google.com/apis/credentials "
    "and download its JSON";

ports::Unexpected unusable(std::string sentence) {
    return ports::fail(ports::FailureKind::config, std::move(sentence), where_from);
}

const json::object* object_member(const json::object& object, std::string_view name) {
    const auto* const value = object.if_contains(name);
    return value == nullptr ? nullptr : value->if_object();
}

} // namespace

ports::Result<Client> read_client(const ports::Secret& text) {
    const auto root = parse_secret_json(text.reveal());
    if (!root) {
        return unusable("The OAuth client file is not JSON");
    }
    if (object_member(*root, "web") != nullptr) {
        return unusable("The OAuth client is of type \"Web application\"");
    }
    const auto* const installed = object_member(*root, "installed");
    const json::object& client = installed == nullptr ? *root : *installed;
    const auto id = text_member(client, "client_id").value_or("");
    if (id.empty()) {
        return unusable("The OAuth client file names no client_id");
    }
    return Client{
        std::string{id},
        ports::Secret{std::string{text_member(client, "client_secret").value_or("")}}
    };
}

} // namespace oauth
