#include "adapters/oauth/client.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

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

std::string text_member(const json::object& object, std::string_view name) {
    const auto* const value = object.if_contains(name);
    const auto* const text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

const json::object* object_member(const json::object& object, std::string_view name) {
    const auto* const value = object.if_contains(name);
    return value == nullptr ? nullptr : value->if_object();
}

} // namespace

ports::Result<Client> read_client(const ports::Secret& text) {
    boost::system::error_code error;
    const auto value = json::parse({text.reveal().data(), text.reveal().size()}, error);
    const auto* const root = error ? nullptr : value.if_object();
    if (root == nullptr) {
        return unusable("The OAuth client file is not JSON");
    }
    if (object_member(*root, "web") != nullptr) {
        return unusable("The OAuth client is of type \"Web application\"");
    }
    const auto* const installed = object_member(*root, "installed");
    const json::object& client = installed == nullptr ? *root : *installed;
    auto id = text_member(client, "client_id");
    if (id.empty()) {
        return unusable("The OAuth client file names no client_id");
    }
    return Client{std::move(id), ports::Secret{text_member(client, "client_secret")}};
}

} // namespace oauth
