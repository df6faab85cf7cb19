#include "tests/loopback/served_account.hpp"

#include "adapters/memory/memory_state_store.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "app/cli/run.hpp"
#include "app/compose/options.hpp"
#include "app/compose/production.hpp"
#include "app/usecase/plan_file.hpp"
#include "domain/mail/label_edit.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace loopback {

namespace {

template <typename Value>
Value must(ports::Result<Value> result) {
    if (!result) {
        throw std::runtime_error(result.error().sentence);
    }
    return *std::move(result);
}

void must(const ports::Result<void>& result) {
    if (!result) {
        throw std::runtime_error(result.error().sentence);
    }
}

} // namespace

boost::json::object Ran::json() const {
    return boost::json::parse(out).as_object();
}

ServedAccount::ServedAccount() {
    configure(eager_config);
}

FakeAccount::FakeAccount(std::size_t messages, std::uint64_t seed)
    : gmail_(must(compose::DemoGmail::start({seed, messages, folder()}))) {
    server_flags = gmail_->flags();
}

void ServedAccount::configure(std::string_view toml) const {
    std::ofstream{folder() / "config.toml"} << toml;
}

ServedAccount::Flags ServedAccount::flags() const {
    auto flags = server_flags;
    flags["config"] = (folder() / "config.toml").string();
    return flags;
}

Ran ServedAccount::run_bare(std::vector<std::string> words, std::istream* in) {
    std::ostringstream out;
    std::ostringstream err;
    const cli::Interruption no_interruption;
    const int code = cli::run(words, {out, err, false, in}, no_interruption);
    return {code, out.str(), err.str()};
}

std::vector<std::string> ServedAccount::with_flags(const std::vector<std::string>& words) const {
    std::vector<std::string> all;
    for (const auto& [flag, value] : flags()) {
        all.push_back("--" + flag + "=" + value);
    }
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

Ran ServedAccount::run(const std::vector<std::string>& words) const {
    return run_bare(with_flags(words));
}

Ran ServedAccount::run_answering(const std::string& answer, const std::vector<std::string>& words)
    const {
    std::istringstream in{answer + '\n'};
    return run_bare(with_flags(words), &in);
}

config::Loaded ServedAccount::settings() const {
    config::Given given;
    given.flags = flags();
    return config::load(given);
}

void ServedAccount::visit(ports::Access access, const Visit& visit) const {
    auto loaded = settings();
    loaded.settings.state_dir = folder() / "onlooker";
    compose::Production outside;
    memory::RecordingReporter reporter;
    const auto account =
        must(compose::Account::open(loaded, {outside, reporter, {}}, compose::StateUse::write));
    auto* mail = must(account->mail());
    const auto choice =
        must(usecase::choose_folders(*mail, compose::sync_options(loaded).folder, {}));
    must(mail->open(choice.working.name, access, {}));
    visit(*mail);
}

namespace {

void for_each_message(
    ports::MailStore& mail, const std::function<void(const ports::StoredMessage&)>& take
) {
    must(mail.fetch(
        ports::FetchRequest{must(mail.uids({})), false, {}},
        [&take](const ports::StoredMessage& stored) {
            take(stored);
            return ports::Result<void>{};
        },
        {}
    ));
}

} // namespace

Mailbox ServedAccount::look() const {
    Mailbox mailbox;
    visit(ports::Access::read, [&mailbox](ports::MailStore& mail) {
        for_each_message(mail, [&mailbox](const ports::StoredMessage& stored) {
            mailbox[stored.message.id.value] = {stored.message.labels, stored.message.flags};
        });
    });
    return mailbox;
}

void ServedAccount::relabel(const std::string& id, const domain::Label& label) const {
    visit(ports::Access::write, [&](ports::MailStore& mail) {
        std::vector<ports::LabelDelta> deltas;
        for_each_message(mail, [&](const ports::StoredMessage& stored) {
            if (stored.message.id.value == id) {
                deltas.push_back({stored.message.id, stored.uid, {label}, {}});
            }
        });
        must(mail.change(deltas, [](const auto&) { return ports::Result<void>{}; }, {}));
    });
}

void ServedAccount::undo_all() const {
    const auto status = run({"status", "--json"}).json();
    for (const auto& entry : status.at("runs").as_array()) {
        if (entry.at("kind") == "apply") {
            run({"undo", std::to_string(entry.at("run").to_number<int>())});
        }
    }
}

Mailbox ServedAccount::predicted(Mailbox before) const {
    const auto loaded = settings();
    compose::Production outside;
    memory::RecordingReporter reporter;
    const auto account =
        must(compose::Account::open(loaded, {outside, reporter, {}}, compose::StateUse::inspect));
    const auto plan = must(usecase::PlanFile::load(account->world().state.plans(), ""));
    must(plan.for_each([&before](const domain::plan::Entry& entry) {
        auto& held = before.at(entry.change.id.value);
        held.labels = domain::edited(held.labels, entry.change.edit);
        return ports::Result<void>{};
    }));
    return before;
}

} // namespace loopback
