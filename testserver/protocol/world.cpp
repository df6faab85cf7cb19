#include "testserver/protocol/world.hpp"

namespace testserver {

User& World::add_user(User user) {
    auto name = user.name;
    return users_.insert_or_assign(std::move(name), std::move(user)).first->second;
}

User* World::login(std::string_view name, std::string_view password) {
    const auto found = users_.find(name);
    const bool good = found != users_.end() && found->second.password == password;
    return good ? &found->second : nullptr;
}

User* World::login_with_token(std::string_view name, std::string_view token, Instant now) {
    const auto grant = tokens.find(token);
    if (grant == tokens.end() || (!name.empty() && grant->second.user != name) ||
        (grant->second.expires && *grant->second.expires <= now)) {
        return nullptr;
    }
    const auto found = users_.find(grant->second.user);
    return found == users_.end() ? nullptr : &found->second;
}

} // namespace testserver
