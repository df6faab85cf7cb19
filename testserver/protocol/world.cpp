#include "testserver/protocol/world.hpp"

#include <algorithm>

namespace testserver {

User& World::add_user(User user) {
    auto name = user.name;
    return users_.insert_or_assign(std::move(name), std::move(user)).first->second;
}

User* World::find(std::string_view name) {
    auto found = users_.find(name);
    const auto plus = name.find('+');
    const auto at = name.rfind('@');
    if (found == users_.end() && plus_names && plus < at && at != std::string_view::npos) {
        found = users_.find(std::string{name.substr(0, plus)} + std::string{name.substr(at)});
    }
    return found == users_.end() ? nullptr : &found->second;
}

User* World::login(std::string_view name, std::string_view password) {
    auto* user = find(name);
    return user != nullptr && user->password == password ? user : nullptr;
}

User* World::login_with_token(std::string_view name, std::string_view token, Instant now) {
    const auto grant = tokens.find(token);
    if (grant == tokens.end() || (grant->second.expires && *grant->second.expires <= now) ||
        (grant->second.begins && now < *grant->second.begins)) {
        return nullptr;
    }
    auto* user = find(grant->second.user);
    return name.empty() || find(name) == user ? user : nullptr;
}

void World::lock_out(const std::string& name, Instant until) {
    auto& lock = locked_out_.try_emplace(name, until).first->second;
    lock = std::max(lock, until);
}

bool World::is_locked_out(std::string_view name, Instant now) const {
    const auto holds = [&](std::string_view whom) {
        const auto lock = locked_out_.find(whom);
        return lock != locked_out_.end() && now < lock->second;
    };
    return holds(name) || holds({});
}

void World::catch_up(Instant now) {
    while (!later.empty() && later.begin()->first <= now) {
        const auto due = later.extract(later.begin());
        due.mapped()(now);
    }
}

} // namespace testserver
