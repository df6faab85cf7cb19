#include "testserver/scenario/engine.hpp"

#include <algorithm>

namespace testserver {
namespace {

std::uint64_t still_free(std::uint64_t limit, std::uint64_t spent) {
    return limit - std::min(limit, spent);
}

} // namespace

/// Who is logged in, or wants to be; empty where nobody said a name.
const std::string& Engine::account_of(const Connection& connection) {
    return connection.user.empty() ? connection.login_name : connection.user;
}

/// Counts for the account, where a rule asks for that.
void Engine::carry(const Connection& connection, Direction way, std::uint64_t bytes, Instant now) {
    if (longest_window_.count() == 0 || connection.user.empty()) {
        return;
    }
    const ByteLedger none{longest_window_};
    auto& account = carried_.try_emplace(connection.user, none, none).first->second;
    (way == Direction::down ? account.down : account.up).add(bytes, now);
}

const ByteLedger* Engine::ledger(const Connection& connection, Direction way) const {
    const auto found = carried_.find(account_of(connection));
    if (found == carried_.end()) {
        return nullptr;
    }
    return way == Direction::down ? &found->second.down : &found->second.up;
}

std::uint64_t
Engine::carried(const Trigger& on, const Connection& connection, Direction way) const {
    const auto* const known = ledger(connection, way);
    return known == nullptr ? 0 : known->carried(on.window, connection.last_byte);
}

/// What a trigger says of sums, where they are not what it waits for.
bool Engine::sums_hold(const Trigger& on, const Connection& connection) const {
    const auto reached = [&](const std::optional<std::uint64_t>& least, Direction way) {
        return !least || carried(on, connection, way) >= *least;
    };
    return (!on.bytes_served || bytes_served_ >= *on.bytes_served) &&
           reached(on.downloaded, Direction::down) && reached(on.uploaded, Direction::up);
}

/// How many more bytes may leave before an output trigger that speaks of a sum is met; nothing
/// when none does.
std::optional<std::uint64_t>
Engine::left_of_sum(const Trigger& on, const Connection& connection) const {
    if (on.bytes_served) {
        return still_free(*on.bytes_served, bytes_served_);
    }
    if (on.downloaded && !connection.user.empty()) {
        return still_free(*on.downloaded, carried(on, connection, Direction::down));
    }
    return std::nullopt;
}

/// Where in these bytes of the client an input trigger points to.
std::optional<std::uint64_t>
Engine::input_place(const Trigger& on, const Connection& c, std::string_view bytes) const {
    std::optional<std::uint64_t> place;
    if (!on.in_byte) {
        place = c.user.empty()
                    ? std::nullopt
                    : std::optional{still_free(*on.uploaded, carried(on, c, Direction::up))};
    } else if (const auto* exact = std::get_if<std::uint64_t>(&*on.in_byte);
               exact != nullptr && *exact >= c.in_bytes) {
        place = *exact - c.in_bytes;
    }
    return place && *place < bytes.size() ? place : std::nullopt;
}

/// Nobody is let in while the budget that he has spent is still spent: he would be thrown out at
/// his first word.
action::LockOut
Engine::decided_lock(const action::LockOut& lock, const Rule& rule, const Spot& spot) const {
    auto until = spot.now + lock.time;
    const auto found = connections_.find(spot.connection);
    const auto wait = [&](const std::optional<std::uint64_t>& least, Direction way) {
        const auto* const known =
            least && found != connections_.end() ? ledger(found->second, way) : nullptr;
        if (known != nullptr) {
            until = std::max(until, known->below(*least, rule.on.window, spot.now));
        }
    };
    wait(rule.on.downloaded, Direction::down);
    wait(rule.on.uploaded, Direction::up);
    return {until - spot.now};
}

} // namespace testserver
