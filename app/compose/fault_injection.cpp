#include "app/compose/fault_injection.hpp"

#include "adapters/memory/fixed_token_source.hpp"
#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"
#include "testserver/protocol/scenario_world.hpp"
#include "testserver/scenario/named_scenario.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace compose {

using ports::Result;

namespace {

// The newest mail is an hour old when the run begins.
constexpr domain::Timestamp start = testserver::seeds::default_newest + std::chrono::hours{1};

testserver::Profile profile_of(const testserver::Scenario& scenario) {
    return scenario.profile == "rfc" ? testserver::Profile::rfc : testserver::Profile::gmail;
}

std::shared_ptr<testserver::Account>
made_up_account(const testserver::Scenario& scenario, std::size_t messages) {
    auto account = std::make_shared<testserver::Account>(
        testserver::mailbox_settings(scenario, profile_of(scenario))
    );
    const auto keyword = [](const domain::Label& label) { return label.name; };
    for (auto& seeded : testserver::seeds::generate(scenario.seed, messages)) {
        testserver::place_mail(*account, std::move(seeded.mail), keyword);
    }
    return account;
}

/// Access tokens that die as Google's do; a new one comes when the last has died or was refused.
class ShortLivedTokens final : public ports::TokenSource {
public:
    ShortLivedTokens(
        testserver::World& world,
        std::string user,
        const ports::Clock& clock,
        testserver::Milliseconds life
    )
        : world_(world), user_(std::move(user)), clock_(clock), life_(life) {}

    Result<ports::Credential> credential(ports::Freshness freshness) override {
        const testserver::Instant now{clock_.wall()};
        if (freshness == ports::Freshness::forced || now >= expires_) {
            expires_ = now + life_;
            token_ = std::string{FaultInjection::token_start} + std::to_string(++issued_);
            world_.tokens[token_] = {user_, expires_};
        }
        return ports::Credential{ports::Proof::access_token, user_, ports::Secret{token_}};
    }

private:
    testserver::World& world_;
    std::string user_;
    const ports::Clock& clock_;
    testserver::Milliseconds life_;
    testserver::Instant expires_{};
    std::string token_;
    std::uint64_t issued_ = 0;
};

} // namespace

Result<testserver::Scenario> load_scenario(const std::string& name) {
    auto read = testserver::named_scenario(name);
    if (!read.problems.empty()) {
        return ports::fail(ports::FailureKind::bad_input, testserver::text_of(read.problems));
    }
    if (testserver::speaks_of_oauth(read.scenario)) {
        return ports::fail(
            ports::FailureKind::bad_input,
            "The scenario speaks of the OAuth endpoint, which is played on sockets only",
            "fake-gmail --oauth-client-file FILE --scenario " + name
        );
    }
    return std::move(read.scenario);
}

FaultInjection::FaultInjection(
    testserver::Scenario scenario, std::size_t messages, testserver::LogSink log
)
    : clock_(start), randomness_(scenario.seed), world_(profile_of(scenario)),
      account_(made_up_account(scenario, messages)),
      engine_(std::move(scenario), others_, now(), std::move(log)) {
    settle(world_, engine_.scenario(), now());
    world_.add_user({std::string{testserver::seeds::owner_address}, std::string{password}, account_}
    );
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
    if (const auto life = engine_.scenario().token_life) {
        return std::make_unique<ShortLivedTokens>(world_, settings.address, clock_, *life);
    }
    return std::make_unique<memory::FixedTokenSource>(ports::Credential{
        ports::Proof::password, settings.address, ports::Secret{std::string{password}}
    });
}

std::unique_ptr<net::Connector> FaultInjection::connector(const config::Settings& /*settings*/) {
    return std::make_unique<MemoryConnector>(world_, clock_, LinkFaults{}, &engine_);
}

// The host says which mailbox it is, so that no two of them share a state.
std::map<std::string, std::string, std::less<>> FaultInjection::flags() const {
    const auto& scenario = engine_.scenario();
    return {
        {"host",
         fmt::format("{}-{}.simulated.invalid", scenario.profile.value_or("gmail"), scenario.seed)},
        {"port", "993"},
        {"user", std::string{testserver::seeds::owner_address}},
    };
}

std::vector<std::string> FaultInjection::problems() const {
    return engine_.problems(now());
}

} // namespace compose
