#include "tests/loopback/gmail_account.hpp"

#include "testserver/mailbox/place_mail.hpp"

#include <fstream>
#include <stdexcept>
#include <string>

namespace loopback {
namespace {

constexpr const char* user = "me@mail.example";
constexpr const char* password = "correct horse";

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream{file} << text;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
}

} // namespace

GmailAccount::GmailAccount(std::vector<testserver::NewMessage> mails) {
    auto account = std::make_shared<testserver::Account>(testserver::MailboxSettings{});
    for (auto& mail : mails) {
        testserver::place_mail(*account, std::move(mail), [](const auto& label) {
            return label.name;
        });
    }
    world_.add_user({user, password, std::move(account)});
    auto listening = testserver::listen(world_, {});
    if (const auto* cannot = std::get_if<testserver::CannotListen>(&listening)) {
        throw std::runtime_error{cannot->reason};
    }
    server_ = std::get<std::unique_ptr<testserver::TlsServer>>(std::move(listening));
    write(folder() / "ca.pem", server_->authority_pem());
    write(folder() / "password", password);
    server_flags = {
        {"host", "127.0.0.1"},
        {"port", std::to_string(server_->port())},
        {"ca-file", (folder() / "ca.pem").string()},
        {"user", user},
        {"password-file", (folder() / "password").string()},
        {"state-dir", (folder() / "state").string()},
    };
    thread_ = std::jthread{[this](const std::stop_token& stop) { server_->run(stop); }};
}

} // namespace loopback
