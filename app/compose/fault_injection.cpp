#include "app/compose/fault_injection.hpp"

#include "adapters/memory/fixed_token_source.hpp"
#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"
#include "testserver/scenario/named_scenario.hpp"

#include <chrono>
#include <utility>

namespace compose {

using ports::Result;

namespace {

// The fake's own; it guards nothing.
constexpr const char* password = "correct horse battery staple";
// The newest mail is an hour old when the run begins.
constexpr domain::Timestamp start = testserver::seeds::default_newest + std::chrono::hours{1};

testserver::Profile profile_of(const testserver::Scenario& scenario) {
    return scenario.profile == "rfc" ? testserver::Profile::rfc : testserver::Profile::gmail;
}

std::shared_ptr<testserver::Account>
made_up_account(const testserver::Scenario& scenario, std::size_t messages) {
    auto account = std::make_shared<testserver::Account>(
        testserver::MailboxSettings{.profile = profile_of(scenario)}
    );
    const auto keyword = [](const domain::Label& label) { return label.name; };
    for (auto& seeded : testserver::seeds::generate(scenario.seed, messages)) {
        testserver::place_mail(*account, std::move(seeded.mail), keyword);
    }
    return account;
}

} // namespace

Result<testserver::Scenario> load_scenario(const std::string& name) {
    auto read = testserver::named_scenario(name);
    if (!read.problems.empty()) {
        return ports::fail(ports::FailureKind::bad_input, testserver::text_of(read.problems));
    }
    return std::move(read.scenario);
}

FaultInjection::FaultInjection(
    testserver::Scenario scenario, std::size_t messages, testserver::LogSink log
)
    : clock_(start), randomness_(scenario.seed), world_(profile_of(scenario)),
      account_(made_up_account(scenario, messages)),
      engine_(std::move(scenario), others_, now(), std::move(log)) {
    world_.add_user({std::string{testserver::seeds::owner_address}, password, account_});
}

imap::client::Sleep FaultInjection::sleep() {
    return [this](ports::Clock::Monotonic until, const std::stop_token& /*stop*/) {
        if (until > clock_.monotonic()) {
            clock_.advance(until - clock_.monotonic());
        }
        engine_.on_time(now());
    };
}

Result<std::unique_ptr<ports::TokenSource>> FaultInjection::tokens(
    const config::Settings& settings, const std::stop_token& /*stop*/
) {
    return std::make_unique<memory::FixedTokenSource>(
        ports::Credential{ports::Proof::password, settings.address, ports::Secret{password}}
    );
}

std::unique_ptr<net::Connector> FaultInjection::connector(const config::Settings& /*settings*/) {
    return std::make_unique<MemoryConnector>(world_, clock_, LinkFaults{}, &engine_);
}

std::map<std::string, std::string, std::less<>> FaultInjection::flags() {
    return {
        {"host", "simulated.invalid"},
        {"port", "993"},
        {"user", std::string{testserver::seeds::owner_address}},
    };
}

std::vector<std::string> FaultInjection::problems() const {
    return engine_.problems(now());
}

} // namespace compose
