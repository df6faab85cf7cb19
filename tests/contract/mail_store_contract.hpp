#pragma once

// What every MailStore promises, on Gmail and on a plain server. Include it in one file of a test
// program and instantiate the suite there with the stores to test.

#include "domain/mail/label_edit.hpp"
#include "ports/mail_store.hpp"
#include "tests/contract/sample_mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <ostream>

namespace contract {

/// A mail store, and the other side of it: what someone else does to the mailbox.
class MailStoreWorld {
public:
    virtual ~MailStoreWorld() = default;
    virtual ports::MailStore& store() = 0;
    /// A folder that exists, is empty, and can be written to.
    [[nodiscard]] virtual std::string folder() const = 0;
    virtual ports::Uid add(const domain::Message& message) = 0;
    virtual void relabel(ports::Uid uid, const domain::LabelEdit& edit) = 0;
    virtual void remove(ports::Uid uid) = 0;
    /// UIDVALIDITY changes, and every UID with it.
    virtual void renumber() = 0;
    /// What the mailbox holds now, asked for without the store.
    [[nodiscard]] virtual domain::LabelSet labels(ports::Uid uid) const = 0;
};

struct MailStoreCase {
    std::string name;
    std::function<std::unique_ptr<MailStoreWorld>()> make;

    friend std::ostream& operator<<(std::ostream& out, const MailStoreCase& one) {
        return out << one.name;
    }
};

inline std::string mail_case_name(const ::testing::TestParamInfo<MailStoreCase>& info) {
    return info.param.name;
}

class MailStoreContract : public ::testing::TestWithParam<MailStoreCase> {
protected:
    std::unique_ptr<MailStoreWorld> world = GetParam().make();
    ports::MailStore& store = world->store();
    std::stop_source stop;

    /// Labels that both Gmail and a plain server can store.
    static domain::Message mail(unsigned number) {
        auto message = sample_message(number);
        message.labels = labels({"Receipts"});
        return message;
    }

    ports::FolderState open(ports::Access access = ports::Access::read) {
        const auto state = store.open(world->folder(), access, stop.get_token());
        EXPECT_TRUE(state) << state.error().sentence;
        return state.value_or(ports::FolderState{});
    }

    std::map<std::uint32_t, domain::Message> fetch(const ports::FetchRequest& request) {
        std::map<std::uint32_t, domain::Message> found;
        const auto fetched = store.fetch(
            request,
            [&found](ports::StoredMessage stored) {
                EXPECT_TRUE(found.emplace(stored.uid.value, std::move(stored.message)).second)
                    << "came twice: " << stored.uid.value;
                return ports::Result<void>{};
            },
            stop.get_token()
        );
        EXPECT_TRUE(fetched) << fetched.error().sentence;
        return found;
    }

    std::map<std::uint32_t, std::optional<domain::LabelSet>>
    change(const std::vector<ports::LabelDelta>& deltas) {
        std::map<std::uint32_t, std::optional<domain::LabelSet>> seen;
        const auto changed = store.change(
            deltas,
            [&seen](ports::Observation observation) {
                EXPECT_TRUE(seen.emplace(observation.uid.value, observation.labels).second);
                return ports::Result<void>{};
            },
            stop.get_token()
        );
        EXPECT_TRUE(changed) << changed.error().sentence;
        return seen;
    }

    /// A delta of the message as the store itself knows it.
    ports::LabelDelta delta(ports::Uid uid, domain::LabelSet add, domain::LabelSet remove) {
        return {fetch({{uid}, false, {}}).at(uid.value).id, uid, std::move(add), std::move(remove)};
    }
};

TEST_P(MailStoreContract, ListsItsFolders) {
    const auto folders = store.folders(stop.get_token());

    ASSERT_TRUE(folders);
    EXPECT_THAT(
        *folders, ::testing::Contains(::testing::Field(&ports::Folder::name, world->folder()))
    );
}

TEST_P(MailStoreContract, DescribesTheFolderThatItOpens) {
    world->add(mail(1));
    const auto last = world->add(mail(2));

    const auto state = open();

    EXPECT_EQ(state.folder, world->folder());
    EXPECT_EQ(state.exists, 2U);
    EXPECT_NE(state.uid_validity, 0U);
    EXPECT_GT(state.uid_next, last);
}

TEST_P(MailStoreContract, RefusesAFolderThatIsNotThere) {
    EXPECT_FALSE(store.open("No such folder", ports::Access::read, stop.get_token()));
}

TEST_P(MailStoreContract, ListsEveryUidAscending) {
    std::vector<ports::Uid> added;
    for (unsigned number = 1; number <= 5; ++number) {
        added.push_back(world->add(mail(number)));
    }
    open();

    EXPECT_EQ(store.uids(stop.get_token()).value(), added);
}

TEST_P(MailStoreContract, AlwaysTellsIdentityLabelsSizeAndDate) {
    const auto uid = world->add(mail(1));
    open();

    const auto message = fetch({{uid}, false, {}}).at(uid.value);

    EXPECT_FALSE(message.id.value.empty());
    EXPECT_EQ(message.labels, mail(1).labels);
    EXPECT_EQ(message.received, mail(1).received);
    EXPECT_NE(message.size.count, 0U);
    EXPECT_FALSE(message.headers);
    EXPECT_FALSE(message.text);
}

TEST_P(MailStoreContract, FetchesHeadersAndStructureWhenAsked) {
    const auto uid = world->add(mail(1));
    open();

    const auto message = fetch({{uid}, true, {}}).at(uid.value);

    ASSERT_TRUE(message.headers);
    EXPECT_EQ(message.headers->subject, mail(1).headers->subject);
    EXPECT_EQ(message.headers->from, mail(1).headers->from);
    ASSERT_TRUE(message.structure);
    EXPECT_TRUE(message.structure->has_attachment());
    EXPECT_FALSE(message.text);
}

TEST_P(MailStoreContract, FetchesTheTextUpToTheLimit) {
    const auto uid = world->add(mail(1));
    open();

    const auto part = fetch({{uid}, false, {5}}).at(uid.value);
    const auto whole = fetch({{uid}, false, {100'000}}).at(uid.value);

    ASSERT_TRUE(part.text);
    EXPECT_FALSE(part.text->complete);
    ASSERT_TRUE(whole.text);
    EXPECT_TRUE(whole.text->complete);
    EXPECT_THAT(whole.text->words, ::testing::HasSubstr("Thank you for your order"));
    EXPECT_TRUE(whole.structure) << "a request for text implies the structure";
}

TEST_P(MailStoreContract, LeavesOutWhatHasVanished) {
    const auto first = world->add(mail(1));
    const auto second = world->add(mail(2));
    open();
    world->remove(first);

    const auto found = fetch({{first, second, {9999}}, false, {}});

    EXPECT_THAT(found, ::testing::ElementsAre(::testing::Key(second.value)));
}

TEST_P(MailStoreContract, FetchesNothingForNoUids) {
    world->add(mail(1));
    open();

    EXPECT_TRUE(fetch({{}, true, {}}).empty());
}

TEST_P(MailStoreContract, ChangesLabelsByDeltaAndReadsBack) {
    const auto uid = world->add(mail(1));
    const auto other = world->add(mail(2));
    open(ports::Access::write);

    const auto seen = change({delta(uid, labels({"Travel"}), labels({"Receipts"}))});

    EXPECT_EQ(seen.at(uid.value), labels({"Travel"}));
    EXPECT_EQ(world->labels(uid), labels({"Travel"}));
    EXPECT_EQ(world->labels(other), labels({"Receipts"}));
}

TEST_P(MailStoreContract, KeepsLabelsThatSomeoneElseAddedMeanwhile) {
    const auto uid = world->add(mail(1));
    open(ports::Access::write);
    const auto planned = delta(uid, labels({"Travel"}), {});
    world->relabel(uid, {labels({"Work"}), {}});

    const auto seen = change({planned});

    EXPECT_EQ(seen.at(uid.value), labels({"Receipts", "Travel", "Work"}));
}

TEST_P(MailStoreContract, CanRepeatAChange) {
    const auto uid = world->add(mail(1));
    open(ports::Access::write);
    const auto planned = delta(uid, labels({"Travel"}), labels({"Receipts"}));

    change({planned});
    const auto seen = change({planned});

    EXPECT_EQ(seen.at(uid.value), labels({"Travel"}));
}

TEST_P(MailStoreContract, ObservesEachMessageOfAChangeOnce) {
    std::vector<ports::Uid> uids;
    for (unsigned number = 0; number < 4; ++number) {
        uids.push_back(world->add(mail(number)));
    }
    open(ports::Access::write);
    const std::vector deltas{
        delta(uids[0], labels({"Travel"}), {}),
        delta(uids[1], labels({"Travel"}), {}),
        delta(uids[2], labels({"Work"}), {}),
        delta(uids[3], labels({"Work"}), labels({"Receipts"})),
    };

    const auto seen = change(deltas);

    EXPECT_EQ(seen.size(), 4U);
    EXPECT_EQ(seen.at(uids[3].value), labels({"Work"}));
}

TEST_P(MailStoreContract, ObservesAVanishedMessageAsAbsent) {
    const auto uid = world->add(mail(1));
    open(ports::Access::write);
    const auto planned = delta(uid, labels({"Travel"}), {});
    world->remove(uid);

    const auto seen = change({planned});

    ASSERT_TRUE(seen.contains(uid.value));
    EXPECT_FALSE(seen.at(uid.value));
}

TEST_P(MailStoreContract, WritesOnlyWhereItWasOpenedForWriting) {
    const auto uid = world->add(mail(1));
    open(ports::Access::read);
    const std::vector planned{delta(uid, labels({"Travel"}), {})};

    const auto changed =
        store.change(planned, [](auto) { return ports::Result<void>{}; }, stop.get_token());

    EXPECT_FALSE(changed);
    EXPECT_EQ(world->labels(uid), labels({"Receipts"}));
}

TEST_P(MailStoreContract, TellsWhatChangedWhereItCan) {
    const auto quiet = world->add(mail(1));
    const auto touched = world->add(mail(2));
    const auto before = open();
    if (!store.traits().has_modseq) {
        return;
    }
    world->relabel(touched, {labels({"Travel"}), {}});

    std::map<std::uint32_t, domain::LabelSet> seen;
    const auto fetched = store.fetch_changes(
        before.highest_modseq,
        [&seen](ports::StoredMessage stored) {
            seen[stored.uid.value] = stored.message.labels;
            return ports::Result<void>{};
        },
        stop.get_token()
    );

    ASSERT_TRUE(fetched) << fetched.error().sentence;
    EXPECT_EQ(seen[touched.value], labels({"Receipts", "Travel"}));
    EXPECT_FALSE(seen.contains(quiet.value));
}

TEST_P(MailStoreContract, TellsOfWhatCameBeforeItWasAskedToWait) {
    world->add(mail(1));
    const auto seen = open();
    world->add(mail(2));

    const auto news = store.await_news(seen, ports::Clock::Monotonic{}, stop.get_token());

    ASSERT_TRUE(news) << news.error().sentence;
    EXPECT_EQ(*news, ports::News::maybe);
}

TEST_P(MailStoreContract, TellsThatAnotherStateIsNotTheFolders) {
    world->add(mail(1));
    auto seen = open();
    --seen.exists;

    EXPECT_EQ(
        store.await_news(seen, ports::Clock::Monotonic{}, stop.get_token()), ports::News::maybe
    );
}

TEST_P(MailStoreContract, HasNoNewsWhereNothingHappened) {
    const auto uid = world->add(mail(1));
    const auto seen = open(ports::Access::write);
    change({delta(uid, labels({"Travel"}), {})});

    EXPECT_EQ(
        store.await_news(seen, ports::Clock::Monotonic{}, stop.get_token()), ports::News::none
    ) << "what we do ourselves is no news";
}

TEST_P(MailStoreContract, ShowsANewUidValidity) {
    world->add(mail(1));
    const auto before = open();
    world->renumber();

    EXPECT_NE(open().uid_validity, before.uid_validity);
}

TEST_P(MailStoreContract, EndsWithTheSinksFailure) {
    world->add(mail(1));
    world->add(mail(2));
    open();

    unsigned taken = 0;
    const auto fetched = store.fetch(
        {store.uids(stop.get_token()).value(), false, {}},
        [&taken](const ports::StoredMessage&) {
            ++taken;
            return ports::Result<void>{ports::fail(ports::FailureKind::budget, "enough")};
        },
        stop.get_token()
    );

    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, ports::FailureKind::budget);
    EXPECT_EQ(taken, 1U);
}

TEST_P(MailStoreContract, StopsWhenAsked) {
    world->add(mail(1));
    open();
    const auto uids = store.uids(stop.get_token()).value();
    stop.request_stop();

    const auto fetched = store.fetch(
        {uids, true, {}}, [](const auto&) { return ports::Result<void>{}; }, stop.get_token()
    );

    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, ports::FailureKind::interrupted);
}

TEST_P(MailStoreContract, MetersWhatItMoves) {
    const auto uid = world->add(mail(1));
    open();
    const auto before = store.transferred();

    fetch({{uid}, true, {1000}});

    EXPECT_GT(store.transferred().received, before.received);
    EXPECT_GT(store.transferred().sent, before.sent);
}

TEST_P(MailStoreContract, MakesLabelsOnce) {
    open(ports::Access::write);
    const std::vector<domain::Label> wanted{{"Trips"}, {"Trips/2026"}};

    EXPECT_TRUE(store.create_labels(wanted, stop.get_token()));
    EXPECT_TRUE(store.create_labels(wanted, stop.get_token()));
}

TEST_P(MailStoreContract, ClosesPolitely) {
    open();

    EXPECT_TRUE(store.close());
}

} // namespace contract
