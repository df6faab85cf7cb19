#include "tests/support/dovecot.hpp"

#include "testserver/net/certificate_forge.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <csignal>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {
namespace {

namespace fs = std::filesystem;

constexpr auto program = "/usr/sbin/dovecot";
constexpr int start_limit_ms = 15'000;
constexpr int poll_ms = 20;

/// A TCP socket of 127.0.0.1.
class Socket {
public:
    Socket() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}

    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    ~Socket() { ::close(fd_); }

    bool connects(std::uint16_t port) const {
        const auto address = loopback(port);
        return ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }

    std::uint16_t bind_anywhere() const {
        auto address = loopback(0);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(fd_, generic, size) != 0 || ::getsockname(fd_, generic, &size) != 0) {
            throw std::runtime_error{"no free port on 127.0.0.1"};
        }
        return ntohs(address.sin_port);
    }

private:
    static sockaddr_in loopback(std::uint16_t port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    int fd_;
};

std::pair<std::uint16_t, std::uint16_t> two_free_ports() {
    const Socket one;
    const Socket two;
    return {one.bind_anywhere(), two.bind_anywhere()};
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream{path} << text;
}

std::string mailbox(const std::string& name, const std::string& use) {
    return "  mailbox \"[Gmail]/" + name + "\" {\n    special_use = \\" + use +
           "\n    auto = create\n  }\n";
}

/// Whose rights Dovecot's processes have: those of three system users when root starts it, else all
/// of them the caller's.
struct Owner {
    std::string mail_user;
    std::string mail_group;
    std::string lines;
};

Owner owner() {
    if (::geteuid() == 0) {
        return {"mail", "mail", "default_login_user = dovenull\ndefault_internal_user = dovecot"};
    }
    const auto* user = ::getpwuid(::geteuid());
    const auto* group = ::getgrgid(::getegid());
    if (user == nullptr || group == nullptr) {
        throw std::runtime_error{"Dovecot needs a user and a group that have names"};
    }
    return {
        user->pw_name,
        group->gr_name,
        fmt::format(
            "default_login_user = {0}\ndefault_internal_user = {0}\ndefault_internal_group = {1}",
            user->pw_name,
            group->gr_name
        ),
    };
}

constexpr std::string_view configuration = R"(base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
instance_name = gmail-classifier-tests
protocols = imap
listen = 127.0.0.1
{users}
first_valid_uid = 1
first_valid_gid = 1
mail_location = sdbox:~/mail
mail_plugins = $mail_plugins zlib
auth_mechanisms = plain login
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
ssl_min_protocol = TLSv1.2
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = passwd-file
  args = {folder}/users
  override_fields = uid={mail_user} gid={mail_group} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
{mailboxes}}}
protocol imap {{
  mail_plugins = $mail_plugins imap_zlib
  mail_max_userip_connections = 200
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
)";

} // namespace

bool Dovecot::available() {
    return ::access(program, X_OK) == 0;
}

Dovecot::Dovecot(Settings settings) : settings_(std::move(settings)) {
    std::tie(imaps_port_, plain_port_) = two_free_ports();
    // Root's Dovecot reads these as other users, whatever the umask of who runs the tests.
    const auto umask_before = ::umask(022);
    fs::permissions(folder_.path(), fs::perms{0755});
    write_certificates();
    write_users();
    write_configuration();
    start();
    ::umask(umask_before);
    wait_until_it_answers();
}

Dovecot::~Dovecot() {
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
}

std::string Dovecot::log() const {
    std::ifstream file{folder_.path() / "dovecot.log"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void Dovecot::write_certificates() const {
    const testserver::CertificateForge forge;
    const auto identity = forge.issue();
    write(ca_file(), forge.authority_pem());
    write(folder_.path() / "server.pem", identity.certificate_pem);
    write(folder_.path() / "server.key", identity.key_pem);
}

void Dovecot::write_users() const {
    std::string lines;
    for (const auto& user : settings_.users) {
        lines += user + ":{PLAIN}" + settings_.password + "::::::\n";
    }
    write(folder_.path() / "users", lines);
    for (const auto* name : {"run", "state", "home"}) {
        fs::create_directory(folder_.path() / name);
    }
    if (::geteuid() == 0) { // The mail's owner makes the users' homes.
        fs::permissions(folder_.path() / "home", fs::perms{01777});
    }
}

void Dovecot::write_configuration() const {
    const auto rights = owner();
    std::string mailboxes;
    if (settings_.gmail_folders) {
        mailboxes = mailbox("All Mail", "All") + mailbox("Drafts", "Drafts") +
                    mailbox("Sent Mail", "Sent") + mailbox("Spam", "Junk") +
                    mailbox("Starred", "Flagged") + mailbox("Trash", "Trash");
    }
    write(
        folder_.path() / "dovecot.conf",
        fmt::format(
            configuration,
            fmt::arg("folder", folder_.path().string()),
            fmt::arg("users", rights.lines),
            fmt::arg("mail_user", rights.mail_user),
            fmt::arg("mail_group", rights.mail_group),
            fmt::arg("mailboxes", mailboxes),
            fmt::arg("plain_port", plain_port_),
            fmt::arg("imaps_port", imaps_port_)
        )
    );
}

void Dovecot::start() {
    const auto config = (folder_.path() / "dovecot.conf").string();
    process_ = ::fork();
    if (process_ < 0) {
        throw std::runtime_error{"cannot start a process"};
    }
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        ::execl(program, program, "-F", "-c", config.c_str(), nullptr);
        ::_exit(127);
    }
}

void Dovecot::wait_until_it_answers() const {
    for (int waited = 0; waited < start_limit_ms; waited += poll_ms) {
        if (Socket{}.connects(imaps_port_)) {
            return;
        }
        if (::waitpid(process_, nullptr, WNOHANG) == process_) {
            break;
        }
        ::poll(nullptr, 0, poll_ms); // It tells nobody when it listens.
    }
    throw std::runtime_error{"Dovecot did not start:\n" + log()};
}

} // namespace support
