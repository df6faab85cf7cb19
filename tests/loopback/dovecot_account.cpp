#include "tests/loopback/dovecot_account.hpp"

#include "adapters/imap/client/keyword.hpp"
#include "testserver/mailbox/seeds/generate.hpp"

#include <arpa/inet.h>
#include <array>
#include <fstream>
#include <netinet/in.h>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace loopback {

namespace {

/// Says a command and waits for its end, no more: enough to fill a mailbox, and no code of ours
/// that is under test.
class Filler {
public:
    Filler(std::uint16_t port, const std::string& password) {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            throw std::runtime_error{"Dovecot does not answer"};
        }
        say("LOGIN alice " + password);
    }

    Filler(const Filler&) = delete;
    Filler& operator=(const Filler&) = delete;

    ~Filler() { ::close(socket_); }

    void say(const std::string& command) {
        send("x " + command + "\r\n");
        std::string answer;
        while (answer.find("\r\nx OK") == std::string::npos && !answer.starts_with("x OK")) {
            std::array<char, 4096> buffer{};
            const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
            if (got <= 0 || answer.find("x NO") != std::string::npos ||
                answer.find("x BAD") != std::string::npos) {
                throw std::runtime_error{"Dovecot: " + command.substr(0, 80) + ": " + answer};
            }
            answer.append(buffer.data(), static_cast<std::size_t>(got));
        }
    }

    void append(const std::string& folder, const std::string& keywords, const std::string& mail) {
        say("APPEND \"" + folder + "\" (" + keywords + ") {" + std::to_string(mail.size()) +
            "+}\r\n" + mail);
    }

private:
    void send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                throw std::runtime_error{"Dovecot hung up"};
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    int socket_ = -1;
};

std::string keywords_of(const domain::LabelSet& labels) {
    std::string text;
    for (const auto& label : domain::user_labels(labels)) {
        text += (text.empty() ? "" : " ") + imap::client::keyword_from_label(label.name);
    }
    return text;
}

void fill(Filler& filler, const std::vector<testserver::NewMessage>& mails, bool in_folders) {
    std::set<std::string> made;
    for (const auto& mail : mails) {
        const auto labels = domain::user_labels(mail.labels);
        if (!in_folders || labels.empty()) {
            filler.append("INBOX", in_folders ? "" : keywords_of(labels), mail.raw);
            continue;
        }
        const auto& folder = labels.begin()->name;
        if (made.insert(folder).second) {
            filler.say("CREATE \"" + folder + "\"");
        }
        filler.append(folder, "", mail.raw);
    }
}

std::vector<testserver::NewMessage> made_up(std::size_t messages, std::uint64_t seed) {
    std::vector<testserver::NewMessage> mails;
    for (auto& seeded : testserver::seeds::generate(seed, messages)) {
        mails.push_back(std::move(seeded.mail));
    }
    return mails;
}

} // namespace

DovecotAccount::DovecotAccount(std::size_t messages, bool in_folders, std::uint64_t seed)
    : DovecotAccount(made_up(messages, seed), in_folders) {}

DovecotAccount::DovecotAccount(const std::vector<testserver::NewMessage>& mails, bool in_folders) {
    const auto password = folder() / "password";
    std::ofstream{password} << dovecot_.password();
    std::filesystem::permissions(password, std::filesystem::perms::owner_read);
    server_flags = {
        {"host", "127.0.0.1"},
        {"port", std::to_string(dovecot_.imaps_port())},
        {"ca-file", dovecot_.ca_file().string()},
        {"user", "alice"},
        {"password-file", password.string()},
        {"state-dir", (folder() / "state").string()},
    };
    if (in_folders) {
        server_flags["learn-from"] = "folders";
    }
    Filler filler{dovecot_.plain_port(), dovecot_.password()};
    fill(filler, mails, in_folders);
}

} // namespace loopback
