#pragma once

#include "testserver/mailbox/account.hpp"

#include <span>
#include <string>
#include <string_view>

namespace testserver {

/// Why somebody is not let in.
enum class LoginFault : unsigned char {
    credentials,
    no_such_user,
    too_many_sessions,
    locked_out ///< For what the account carried.
};

/// The texts of one profile. Gmail's are verbatim from GMAIL-IMAP; the comment says where.
class Words {
public:
    /// `token` is the connection's mark that Gmail's front end puts behind texts before login
    /// (1.1).
    Words(Profile profile, std::string peer, std::string token);

    [[nodiscard]] const std::string& token() const { return token_; }

    [[nodiscard]] std::string greeting() const;
    /// The text of a tagged OK that carries nothing of its own.
    [[nodiscard]] std::string completed(std::string_view command, bool logged_in) const;
    [[nodiscard]] std::string authenticated(std::string_view user) const;
    [[nodiscard]] std::string selected(std::string_view mailbox) const;
    [[nodiscard]] std::string unknown_mailbox(std::string_view mailbox, bool deselected) const;
    [[nodiscard]] std::string invalid_folder(std::string_view mailbox) const;
    [[nodiscard]] std::string no_target(std::string_view mailbox) const;
    [[nodiscard]] std::string folder_refused(Refusal refusal, std::string_view mailbox) const;
    [[nodiscard]] std::string label_refused(Refusal refusal, std::string_view label) const;
    [[nodiscard]] static std::string_view messages_expunged();
    [[nodiscard]] static std::string_view too_big();
    [[nodiscard]] std::string unknown_command(bool logged_in) const;
    [[nodiscard]] std::string invalid_sasl() const;
    [[nodiscard]] std::string bad_syntax(std::string_view reason) const;
    [[nodiscard]] std::string wrong_state() const;
    [[nodiscard]] std::string login_refused(LoginFault fault) const;
    [[nodiscard]] std::string_view logout_bye() const;
    [[nodiscard]] std::string_view idling() const;
    [[nodiscard]] std::string go_ahead(std::string_view command, std::uint64_t octets) const;
    [[nodiscard]] std::span<const std::string_view> capabilities(bool logged_in) const;

private:
    [[nodiscard]] bool gmail() const { return profile_ == Profile::gmail; }

    Profile profile_;
    std::string peer_;
    std::string token_;
};

} // namespace testserver
