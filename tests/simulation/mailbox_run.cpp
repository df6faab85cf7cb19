#include "tests/simulation/mailbox_run.hpp"

#include "adapters/imap/client/healing_mail_store.hpp"
#include "adapters/imap/client/imap_mail_store.hpp"
#include "adapters/imap/wire/read_command.hpp"
#include "adapters/memory/fixed_token_source.hpp"
#include "adapters/memory/seeded_randomness.hpp"
#include "adapters/mime/gmime_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace simulation {

namespace {

using imap::client::HealingMailStore;
using imap::client::ImapMailStore;
using testserver::Profile;

constexpr int messages = 5;

std::string mail(int number) {
    const std::string head = fmt::format(
        "From: Ann <ann@example.org>\r\nSubject: Mail {}\r\nMessage-ID: <{}@example.org>\r\n"
        "MIME-Version: 1.0\r\n",
        number,
        number
    );
    if (number % 2 == 0) {
        return head + fmt::format("Content-Type: text/plain\r\n\r\nHello number {}.\r\n", number);
    }
    return head + fmt::format(
                      "Content-Type: multipart/alternative; boundary=b\r\n\r\n"
                      "--b\r\nContent-Type: text/plain\r\n\r\nPlain {}.\r\n"
                      "--b\r\nContent-Type: text/html\r\n\r\n<p>Rich {}.</p>\r\n--b--\r\n",
                      number,
                      number
                  );
}

std::shared_ptr<testserver::Account> mailbox(Profile profile) {
    testserver::MailboxSettings settings;
    settings.profile = profile;
    auto account = std::make_shared<testserver::Account>(settings);
    for (int number = 1; number <= messages; ++number) {
        testserver::NewMessage message;
        message.raw = mail(number);
        message.received = domain::Timestamp{std::chrono::seconds{1'767'000'000 + number}};
        account->append(*account->find("INBOX"), std::move(message));
    }
    return account;
}

/// Keeps account of what the server was told to do.
class Watch final : public testserver::Interceptor {
public:
    testserver::Treatment on_command(
        const testserver::ConnectionFacts& /*connection*/, const testserver::CommandSeen& command
    ) override {
        const std::string text{command.text.substr(command.tag.size())};
        for (const std::string_view never :
             {"EXPUNGE", "\\Deleted", "\\Seen", "DELETE", "CLOSE", " X-GM-LABELS "}) {
            if (command.name != "UID FETCH" && text.find(never) != std::string::npos) {
                forbidden.push_back(text);
            }
        }
        const auto parsed = imap::wire::read_command(command.text);
        if (const auto* const known = std::get_if<imap::wire::command::Command>(&parsed)) {
            if (const auto* const store = std::get_if<imap::wire::command::Store>(&known->body)) {
                note(*store);
            }
        }
        return {};
    }

    std::vector<std::string> forbidden;
    std::vector<std::string> written_twice;

private:
    void note(const imap::wire::command::Store& store) {
        constexpr std::size_t more_than_there_are = 1000;
        for (const std::uint32_t uid : store.set.numbers(more_than_there_are)) {
            for (const std::string& value : store.values) {
                const bool add = store.action == imap::wire::command::StoreAction::add;
                std::string change = fmt::format("{} {} {}", uid, add ? '+' : '-', value);
                if (!stores_.insert(change).second) {
                    written_twice.push_back(std::move(change));
                }
            }
        }
    }

    std::set<std::string> stores_;
};

/// Everything that a run needs, in the order in which it has to be made.
struct Stage {
    Stage(Profile profile, const compose::LinkFaults& faults)
        : account{mailbox(profile)}, world{profile}, connector{world, clock, faults, &watch} {
        world.add_user({"alice@gmail.com", "secret", account});
    }

    std::unique_ptr<imap::client::ConnectionStore> make() {
        return std::make_unique<ImapMailStore>(ImapMailStore::World{
            .connector = connector,
            .tokens = tokens,
            .reader = reader,
            .conversation = {.clock = clock, .reporter = reporter, .deadlines = {}, .sleep = sleep},
            .server = {"imap.gmail.com", 993},
            .compress = false // Offsets stay those of the plain stream.
        });
    }

    std::shared_ptr<testserver::Account> account;
    testserver::World world;
    memory::ManualClock clock;
    memory::RecordingReporter reporter;
    memory::SeededRandomness randomness{1};
    memory::FixedTokenSource tokens{
        {ports::Proof::password, "alice@gmail.com", ports::Secret{"secret"}}
    };
    mime::GmimeReader reader;
    Watch watch;
    compose::MemoryConnector connector;
    imap::client::Sleep sleep = [this](auto until, const auto& /*stop*/) {
        clock.advance(until - clock.monotonic());
    };
    HealingMailStore store{
        {.make = [this] { return make(); },
         .clock = clock,
         .randomness = randomness,
         .reporter = reporter,
         .sleep = sleep},
        imap::supervise::command_policy()
    };
};

std::string working_folder(Profile profile) {
    return profile == Profile::gmail ? "[Gmail]/All Mail" : "INBOX";
}

Labels held_by(const testserver::Account& account, Profile profile) {
    Labels labels;
    for (const testserver::Entry& entry : account.find(working_folder(profile))->entries()) {
        auto& held = labels[entry.uid];
        held.insert(entry.message->flags.begin(), entry.message->flags.end());
        for (const domain::Label& label : entry.message->labels) {
            held.insert(label.name);
        }
    }
    return labels;
}

std::vector<ports::LabelDelta> changes(Profile profile, const std::vector<ports::Uid>& uids) {
    const domain::Label second = profile == Profile::gmail ? domain::inbox : domain::Label{"To do"};
    const domain::LabelSet travel{{"Travel"}};
    const domain::LabelSet work{{"Work"}};
    std::vector<ports::LabelDelta> deltas{
        {{}, uids.at(0), work, {}},
        {{}, uids.at(1), travel, {}},
        {{}, uids.at(3), work, {second}},
    };
    return deltas;
}

ports::Result<void>
read_everything(Stage& stage, const std::vector<ports::Uid>& uids, Outcome& outcome) {
    return stage.store.fetch(
        {uids, true, {1024}},
        [&outcome](const ports::StoredMessage& message) -> ports::Result<void> {
            ++outcome.deliveries[message.uid.value];
            const bool whole = message.message.headers && message.message.text;
            outcome.deliveries[message.uid.value] += whole ? 0 : 100;
            return {};
        },
        {}
    );
}

ports::Result<void>
change_labels(Stage& stage, const std::vector<ports::LabelDelta>& deltas, Outcome& outcome) {
    return stage.store.change(
        deltas,
        [&outcome](const ports::Observation& seen) -> ports::Result<void> {
            ++outcome.observations[seen.uid.value];
            return {};
        },
        {}
    );
}

ports::Result<void> whole_run(Stage& stage, Profile profile, Outcome& outcome) {
    auto folders = stage.store.folders({});
    if (!folders) {
        return ports::fail(folders.error());
    }
    auto state = stage.store.open(working_folder(profile), ports::Access::write, {});
    if (!state) {
        return ports::fail(state.error());
    }
    const auto uids = stage.store.uids({});
    if (!uids) {
        return ports::fail(uids.error());
    }
    auto result = read_everything(stage, *uids, outcome);
    if (result) {
        result = change_labels(stage, changes(profile, *uids), outcome);
    }
    static_cast<void>(stage.store.close());
    return result;
}

} // namespace

Outcome run(Profile profile, const compose::LinkFaults& faults) {
    Stage stage{profile, faults};
    Outcome outcome;
    outcome.result = whole_run(stage, profile, outcome);
    outcome.connections = stage.connector.connections();
    outcome.server_bytes = stage.store.transferred().received.count;
    outcome.client_bytes = stage.store.transferred().sent.count;
    outcome.written_twice = stage.watch.written_twice;
    outcome.forbidden = stage.watch.forbidden;
    outcome.labels = held_by(*stage.account, profile);
    return outcome;
}

std::string complaint(const Outcome& outcome, const Outcome& reference) {
    if (!outcome.result) {
        return "it failed: " + outcome.result.error().sentence;
    }
    if (outcome.deliveries != reference.deliveries) {
        return "not every message was passed on once";
    }
    if (outcome.observations != reference.observations) {
        return "not every change was settled once";
    }
    if (outcome.labels != reference.labels) {
        return "other labels than in a calm run";
    }
    if (!outcome.written_twice.empty()) {
        return "it wrote twice: " + outcome.written_twice.front();
    }
    if (!outcome.forbidden.empty()) {
        return "it said " + outcome.forbidden.front();
    }
    return {};
}

} // namespace simulation
