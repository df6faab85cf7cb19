#include "app/compose/demo_gmail.hpp"

#include "app/compose/demo_chaos.hpp"
#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"
#include "testserver/net/tls_server.hpp"
#include "testserver/protocol/other_client.hpp"
#include "testserver/scenario/engine.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <fstream>
#include <optional>
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
    testserver::OtherClient others{world};
    std::optional<testserver::Engine> engine; ///< Belongs to the thread while it runs.
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
    if (wish.chaos) {
        auto read = testserver::read_scenario(demo_chaos, "chaos");
        if (!read.problems.empty()) {
            return ports::fail(FailureKind::internal, read.problems.front().text());
        }
        gmail->server_->engine.emplace(
            std::move(read.scenario),
            gmail->server_->others,
            testserver::ServerClock{}.now(),
            testserver::LogSink{}
        );
    }
    if (auto serving = gmail->serve(); !serving) {
        return ports::fail(std::move(serving).error());
    }
    return gmail;
}

Result<void> DemoGmail::serve() {
    auto listening =
        testserver::listen(server_->world, {}, server_->engine ? &*server_->engine : nullptr);
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

std::vector<DemoGmail::Mishap> DemoGmail::stop() {
    server_->thread = {};
    std::vector<Mishap> mishaps;
    if (server_->engine) {
        for (const auto& rule : server_->engine->scenario().rules) {
            mishaps.push_back({rule.name, server_->engine->fired(rule.name)});
        }
    }
    return mishaps;
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
