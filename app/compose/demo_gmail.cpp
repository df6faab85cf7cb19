#include "app/compose/demo_gmail.hpp"

#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"
#include "testserver/net/tls_server.hpp"

#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <utility>
#include <variant>

namespace compose {

using ports::FailureKind;
using ports::Result;

namespace {

// The fake's own; it guards nothing.
constexpr const char* demo_password = "correct horse battery staple";

Result<void> write_private(const std::filesystem::path& path, const std::string& content) {
    const auto before = umask(S_IRWXG | S_IRWXO);
    std::ofstream out{path, std::ios::binary | std::ios::trunc};
    out << content;
    out.close();
    umask(before);
    if (!out) {
        return ports::fail(FailureKind::local_io, path.string() + " cannot be written");
    }
    return {};
}

} // namespace

struct DemoGmail::Server {
    testserver::World world{testserver::Profile::gmail};
    std::unique_ptr<testserver::TlsServer> tls;
    std::jthread thread; ///< Last: it uses the others.
};

DemoGmail::DemoGmail(Wish wish) : wish_(std::move(wish)), server_(std::make_unique<Server>()) {
    auto account = std::make_shared<testserver::Account>(testserver::MailboxSettings{});
    const auto no_keywords = [](const domain::Label& label) { return label.name; };
    for (auto& seeded : testserver::seeds::generate(wish_.seed, wish_.messages)) {
        mislabelled_ += seeded.wrong ? 1U : 0U;
        testserver::place_mail(*account, std::move(seeded.mail), no_keywords);
    }
    server_->world.add_user(
        {std::string{testserver::seeds::owner_address}, demo_password, std::move(account)}
    );
}

DemoGmail::~DemoGmail() = default;

Result<std::unique_ptr<DemoGmail>> DemoGmail::start(const Wish& wish) {
    std::unique_ptr<DemoGmail> gmail{new DemoGmail{wish}};
    if (auto serving = gmail->serve(); !serving) {
        return ports::fail(std::move(serving).error());
    }
    return gmail;
}

Result<void> DemoGmail::serve() {
    auto listening = testserver::listen(server_->world, {});
    if (const auto* cannot = std::get_if<testserver::CannotListen>(&listening)) {
        return ports::fail(
            FailureKind::local_io, "The fake Gmail cannot listen: " + cannot->reason
        );
    }
    server_->tls = std::get<std::unique_ptr<testserver::TlsServer>>(std::move(listening));
    if (auto written = write_private(wish_.folder / "ca.pem", server_->tls->authority_pem());
        !written) {
        return written;
    }
    if (auto written = write_private(wish_.folder / "password", demo_password); !written) {
        return written;
    }
    server_->thread = std::jthread{[server = server_.get()](const std::stop_token& stop) {
        server->tls->run(stop);
    }};
    return {};
}

std::uint16_t DemoGmail::port() const {
    return server_->tls->port();
}

std::map<std::string, std::string, std::less<>> DemoGmail::flags() const {
    return {
        {"host", "127.0.0.1"},
        {"port", std::to_string(port())},
        {"ca-file", (wish_.folder / "ca.pem").string()},
        {"user", std::string{testserver::seeds::owner_address}},
        {"password-file", (wish_.folder / "password").string()},
        {"state-dir", (wish_.folder / "state").string()},
    };
}

} // namespace compose
