// What a session costs the processor: connect, log in, select, 30 fetches of together 100 KB, log
// out, over and over. Says the milliseconds of CPU that this side took for each, and the KB of one.
//
//   session_bench PORT SESSIONS USER PASSWORD [CA-FILE]   over TLS with it, in clear without
//   session_bench floor SESSIONS                          the same bytes from a server that thinks
//                                                         nothing, whose time is counted too

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int exchanges = 30;
constexpr std::size_t wanted = std::size_t{100} * 1024;

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

struct FreeSession {
    void operator()(SSL* session) const { SSL_free(session); }
};

using Context = std::unique_ptr<SSL_CTX, FreeContext>;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void must(bool good, const char* what) {
    if (!good) {
        throw std::runtime_error{what};
    }
}

class Wire {
public:
    Wire(std::uint16_t port, SSL_CTX* context) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const auto address = loopback(port);
        const int on = 1;
        ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        must(
            ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
            "cannot connect"
        );
        if (context != nullptr) {
            tls_.reset(SSL_new(context));
            SSL_set_fd(tls_.get(), fd_);
            // What SSL_set_tlsext_host_name expands to, without its C cast.
            std::string host = "localhost";
            SSL_ctrl(
                tls_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()
            );
            SSL_set1_host(tls_.get(), host.c_str());
            must(SSL_connect(tls_.get()) == 1, "no handshake");
        }
    }

    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    ~Wire() {
        tls_.reset();
        ::close(fd_);
    }

    void say(const std::string& line) {
        const auto size = static_cast<int>(line.size());
        must(
            (tls_ ? SSL_write(tls_.get(), line.data(), size)
                  : static_cast<int>(::send(fd_, line.data(), line.size(), MSG_NOSIGNAL))) == size,
            "cannot send"
        );
    }

    /// Until the line that ends with this has come; how many bytes that were.
    std::size_t hear(const std::string& end) {
        std::string tail;
        std::size_t heard = 0;
        while (tail.find(end) == std::string::npos || !tail.ends_with("\r\n")) {
            const int got = tls_ ? SSL_read(tls_.get(), chunk_.data(), int{sizeof chunk_})
                                 : static_cast<int>(::recv(fd_, chunk_.data(), sizeof chunk_, 0));
            must(got > 0, "the stream ended");
            heard += static_cast<std::size_t>(got);
            tail.append(chunk_.data(), static_cast<std::size_t>(got));
            if (constexpr std::size_t enough = 200; tail.size() > enough) {
                tail.erase(0, tail.size() - enough);
            }
        }
        return heard;
    }

private:
    int fd_;
    std::unique_ptr<SSL, FreeSession> tls_;
    std::array<char, 65536> chunk_{};
};

std::size_t session(std::uint16_t port, SSL_CTX* context, const std::string& login) {
    Wire wire{port, context};
    std::size_t heard = wire.hear("* OK");
    const auto ask = [&](const std::string& command) {
        wire.say("t " + command + "\r\n");
        heard += wire.hear("t OK");
    };
    ask(login);
    ask("SELECT INBOX");
    for (int i = 1; i <= exchanges; ++i) {
        ask("FETCH " + std::to_string(i) + " BODY.PEEK[]");
    }
    ask("LOGOUT");
    return heard;
}

/// Says as much as asked for in as many answers, and looks at nothing.
[[noreturn]] void think_nothing(int listener) {
    const std::string greeting = "* OK ready\r\n";
    const std::string answer = std::string(wanted / exchanges, 'x') + "\r\nt OK done\r\n";
    std::array<char, 65536> chunk{};
    while (true) {
        const int fd = ::accept(listener, nullptr, nullptr);
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::send(fd, greeting.data(), greeting.size(), MSG_NOSIGNAL);
        while (::recv(fd, chunk.data(), chunk.size(), 0) > 0) {
            ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
        }
        ::close(fd);
    }
}

std::uint16_t floor_server(pid_t& child) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    must(::bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0, "cannot bind");
    must(::listen(listener, SOMAXCONN) == 0, "cannot listen");
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    child = ::fork();
    if (child == 0) {
        think_nothing(listener);
    }
    ::close(listener);
    return ntohs(address.sin_port);
}

double cpu_milliseconds(int who) {
    rusage used{};
    ::getrusage(who, &used);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

int run(int argc, char** argv) {
    must(argc >= 3, "session_bench PORT SESSIONS USER PASSWORD [CA-FILE], or floor SESSIONS");
    const bool is_floor = std::string{argv[1]} == "floor";
    must(is_floor || argc >= 5, "a user and a password are needed");
    pid_t child = 0;
    const auto port =
        is_floor ? floor_server(child) : static_cast<std::uint16_t>(std::atoi(argv[1]));
    const int sessions = std::atoi(argv[2]);
    const std::string login =
        is_floor ? "LOGIN" : "LOGIN " + std::string{argv[3]} + " \"" + argv[4] + '"';
    Context context;
    if (argc > 5) {
        context.reset(SSL_CTX_new(TLS_client_method()));
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
        must(SSL_CTX_load_verify_locations(context.get(), argv[5], nullptr) == 1, "no authority");
    }
    session(port, context.get(), login); // The first warms up.
    const auto before = cpu_milliseconds(RUSAGE_SELF);
    std::size_t heard = 0;
    for (int i = 0; i < sessions; ++i) {
        heard += session(port, context.get(), login);
    }
    auto took = cpu_milliseconds(RUSAGE_SELF) - before;
    if (child != 0) {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        took += cpu_milliseconds(RUSAGE_CHILDREN);
    }
    std::printf("%.3f %.0f\n", took / sessions, static_cast<double>(heard) / sessions / 1024);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "session_bench: %s\n", error.what());
        return 1;
    }
}
