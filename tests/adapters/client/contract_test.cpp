#include "adapters/imap/client/healing_mail_store.hpp"
#include "adapters/imap/client/imap_mail_store.hpp"
#include "adapters/imap/client/keyword.hpp"
#include "adapters/memory/fixed_token_source.hpp"
#include "adapters/memory/recording_reporter.hpp"
#include "adapters/memory/seeded_randomness.hpp"
#include "adapters/mime/gmime_reader.hpp"
#include "app/compose/memory_link.hpp"
#include "tests/contract/mail_store_contract.hpp"

#include <fmt/core.h>

#include <memory>
#include <string>
#include <utility>

namespace contract {
namespace {

using imap::client::HealingMailStore;
using imap::client::ImapMailStore;
using testserver::Edit;
using testserver::Profile;

/// The sample message as it would have come by mail.
std::string raw(const domain::Message& message) {
    return fmt::format(
        "From: =?utf-8?q?Zo=C3=AB's_Shop?= <orders@shop.example>\r\n"
        "Subject: =?utf-8?q?Your_receipt_=E2=84=96_7?=\r\n"
        "Message-ID: <{}@shop.example>\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThank you for your order.\r\n"
        "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Disposition: attachment; filename=\"receipt 7.pdf\"\r\n\r\nJVBERi0=\r\n--b--\r\n",
        message.id.value.substr(3)
    );
}

/// The whole mail store, over the in-memory link, in front of the fake server.
class FakeServerWorld final : public MailStoreWorld {
public:
    FakeServerWorld(Profile profile, bool healing)
        : account_{std::make_shared<testserver::Account>(settings(profile))}, world_{profile} {
        world_.add_user({"alice@gmail.com", "secret", account_});
        if (healing) {
            store_ = std::make_unique<HealingMailStore>(
                HealingMailStore::World{
                    .make = [this] { return connection(); },
                    .clock = clock_,
                    .randomness = randomness_,
                    .reporter = reporter_,
                    .sleep = sleep_
                },
                imap::supervise::command_policy()
            );
        } else {
            store_ = connection();
        }
    }

    ports::MailStore& store() override { return *store_; }

    [[nodiscard]] std::string folder() const override {
        return account_->is_gmail() ? "[Gmail]/All Mail" : "INBOX";
    }

    ports::Uid add(const domain::Message& message) override {
        testserver::NewMessage mail;
        mail.raw = raw(message);
        mail.received = message.received;
        if (account_->is_gmail()) {
            mail.labels = message.labels;
        } else {
            mail.flags = keywords(message.labels);
        }
        return {account_->append(*opened(), std::move(mail))};
    }

    void relabel(ports::Uid uid, const domain::LabelEdit& edit) override {
        if (account_->is_gmail()) {
            account_->edit_labels(*opened(), std::span{&uid.value, 1}, Edit::add, edit.add);
            account_->edit_labels(*opened(), std::span{&uid.value, 1}, Edit::remove, edit.remove);
        } else {
            account_->edit_flags(*opened(), uid.value, Edit::add, keywords(edit.add));
            account_->edit_flags(*opened(), uid.value, Edit::remove, keywords(edit.remove));
        }
    }

    void remove(ports::Uid uid) override {
        const std::span uids{&uid.value, 1};
        if (account_->is_gmail()) {
            account_->move(*opened(), uids, *account_->special(testserver::SpecialUse::trash));
        } else {
            account_->expunge(*opened(), uids);
        }
    }

    void renumber() override { account_->renew_uids(*opened()); }

    [[nodiscard]] domain::LabelSet labels(ports::Uid uid) const override {
        const auto& message = *opened()->find(uid.value)->message;
        domain::LabelSet held = message.labels;
        for (const std::string& flag : message.flags) {
            held.insert({imap::client::label_from_keyword(flag)});
        }
        return held;
    }

private:
    static testserver::MailboxSettings settings(Profile profile) {
        testserver::MailboxSettings settings;
        settings.profile = profile;
        return settings;
    }

    static testserver::FlagSet keywords(const domain::LabelSet& labels) {
        testserver::FlagSet flags;
        for (const domain::Label& label : labels) {
            flags.insert(imap::client::keyword_from_label(label.name));
        }
        return flags;
    }

    [[nodiscard]] std::shared_ptr<testserver::Folder> opened() const {
        return account_->find(folder());
    }

    std::unique_ptr<ImapMailStore> connection() {
        return std::make_unique<ImapMailStore>(ImapMailStore::World{
            .connector = connector_,
            .tokens = tokens_,
            .reader = reader_,
            .conversation =
                {.clock = clock_, .reporter = reporter_, .deadlines = {}, .sleep = sleep_},
            .server = {"imap.gmail.com", 993}
        });
    }

    std::shared_ptr<testserver::Account> account_;
    testserver::World world_;
    memory::ManualClock clock_;
    memory::RecordingReporter reporter_;
    memory::SeededRandomness randomness_{1};
    memory::FixedTokenSource tokens_{
        {ports::Proof::password, "alice@gmail.com", ports::Secret{"secret"}}
    };
    mime::GmimeReader reader_;
    compose::MemoryConnector connector_{world_, clock_};
    imap::client::Sleep sleep_ = [this](auto until, const auto& /*stop*/) {
        clock_.advance(until - clock_.monotonic());
    };
    std::unique_ptr<ports::MailStore> store_;
};

MailStoreCase fake_case(const std::string& name, Profile profile, bool healing) {
    return {name, [profile, healing] {
                return std::make_unique<FakeServerWorld>(profile, healing);
            }};
}

INSTANTIATE_TEST_SUITE_P(
    Imap,
    MailStoreContract,
    ::testing::Values(
        fake_case("Gmail", Profile::gmail, false),
        fake_case("Plain", Profile::rfc, false),
        fake_case("HealingGmail", Profile::gmail, true)
    ),
    mail_case_name
);

} // namespace
} // namespace contract
