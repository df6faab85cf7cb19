#pragma once

#include "testserver/protocol/world.hpp"
#include "testserver/scenario/world_effects.hpp"

#include <cstdint>

namespace testserver {

/// Somebody else at the same accounts: another mail program, a filter, an administrator. What a
/// scenario asks of the world is done here, to every account.
class OtherClient final : public WorldEffects {
public:
    explicit OtherClient(World& world) : world_(world) {}

    /// The mail that it delivers next is the first again.
    void start_over() { delivered_ = 0; }

    void change_mailbox(const MailboxChange& change, Instant now) override;
    void change_tokens(TokenChange change, Instant now) override;
    void lock_out(const std::string& login_name, Instant until) override;
    [[nodiscard]] std::optional<std::vector<StandingMessage>> messages_in(std::string_view name
    ) const override;
    [[nodiscard]] std::vector<StandingMessage> all_messages() const override;

private:
    World& world_;
    std::uint64_t delivered_ = 0;
};

} // namespace testserver
