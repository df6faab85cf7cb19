#include "app/compose/account.hpp"

#include "adapters/imap/client/healing_mail_store.hpp"
#include "adapters/imap/client/imap_mail_store.hpp"
#include "adapters/mime/gmime_reader.hpp"
#include "adapters/sqlite/sqlite_state_store.hpp"
#include "app/usecase/flight_log.hpp"

#include <chrono>
#include <optional>
#include <thread>
#include <utility>

namespace compose {

using ports::Result;

namespace {

// Between two looks at a lock that another run holds.
constexpr std::chrono::milliseconds lock_poll{100};

sqlite::StateOptions state_options(
    const config::Settings& settings, StateUse use, const sqlite::FaultPoint& fault_point
) {
    return {
        settings.state_dir,
        {settings.address, settings.host},
        use == StateUse::write ? sqlite::Access::write : sqlite::Access::inspect,
        fault_point
    };
}

} // namespace

/// Everything between us and the server, innermost last.
struct Account::Connection {
    mime::GmimeReader reader;
    std::unique_ptr<ports::TokenSource> tokens;
    std::unique_ptr<net::Connector> connector;
    std::optional<usecase::FlightLog> flights;
    std::unique_ptr<ports::MailStore> store;
};

Account::Account(const config::Loaded& loaded, Surroundings surroundings)
    : loaded_(loaded), surroundings_(std::move(surroundings)) {}

Account::~Account() {
    if (connection_ && connection_->store) {
        // Nothing can be done about a good-bye that the server does not hear.
        static_cast<void>(connection_->store->close());
    }
}

Result<std::unique_ptr<Account>>
Account::open(const config::Loaded& loaded, Surroundings surroundings, StateUse use) {
    std::unique_ptr<Account> account{new Account{loaded, std::move(surroundings)}};
    if (auto opened = account->open_state(use); !opened) {
        return ports::fail(std::move(opened).error());
    }
    return account;
}

Result<void> Account::open_state(StateUse use) {
    const auto options = state_options(loaded_.settings, use, surroundings_.fault_point);
    // Another process holds the lock in real time, whatever the clock of this run says.
    const auto deadline = std::chrono::steady_clock::now() + loaded_.settings.lock_timeout;
    for (;;) {
        auto state = sqlite::open_state(options);
        if (state) {
            state_ = *std::move(state);
            return {};
        }
        if (state.error().kind != ports::FailureKind::locked ||
            std::chrono::steady_clock::now() >= deadline) {
            return ports::fail(std::move(state).error());
        }
        if (surroundings_.stop.stop_requested()) {
            return usecase::interrupted();
        }
        std::this_thread::sleep_for(lock_poll);
    }
}

usecase::World Account::world() {
    return {*state_, surroundings_.outside.clock(), surroundings_.reporter, surroundings_.stop};
}

Result<ports::MailStore*> Account::mail() {
    if (connection_) {
        return connection_->store.get();
    }
    const auto& settings = loaded_.settings;
    if (auto missing = config::missing_for_login(settings)) {
        return ports::fail(*std::move(missing));
    }
    Outside& outside = surroundings_.outside;
    auto tokens = outside.tokens(settings, surroundings_.stop);
    if (!tokens) {
        return ports::fail(std::move(tokens).error());
    }
    auto connection = std::make_unique<Connection>();
    connection->tokens = *std::move(tokens);
    connection->connector = outside.connector(settings);
    connection->flights.emplace(surroundings_.reporter, *state_, outside.clock());
    ports::Reporter& reporter = *connection->flights;
    const imap::client::ImapMailStore::World wiring{
        *connection->connector,
        *connection->tokens,
        connection->reader,
        {outside.clock(), reporter, {}, outside.sleep()},
        {settings.host, settings.port},
        true,
        {.quiet = settings.watch_renewal}
    };
    connection->store = std::make_unique<imap::client::HealingMailStore>(
        imap::client::HealingMailStore::World{
            [wiring] { return std::make_unique<imap::client::ImapMailStore>(wiring); },
            outside.clock(),
            outside.randomness(),
            reporter,
            outside.sleep()
        },
        surroundings_.reconnect
    );
    connection_ = std::move(connection);
    return connection_->store.get();
}

} // namespace compose
