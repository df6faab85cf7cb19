#include "adapters/memory/memory_mail_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace memory {
namespace {

using domain::LabelSet;
using ports::Access;
using ports::FailureKind;
using ports::Uid;
using ::testing::ElementsAre;

class MemoryMailStoreTest : public ::testing::Test {
protected:
    MemoryMailStoreTest() {
        store.add_folder({folder});
        for (int i = 0; i < 3; ++i) {
            domain::Message message;
            message.labels = {domain::inbox};
            store.add(folder, message);
        }
        EXPECT_TRUE(store.open(folder, Access::write, {}));
    }

    /// Fetches all; the UIDs that arrived, and the failure that ended it.
    std::pair<std::vector<Uid>, std::optional<ports::Failure>> fetch() {
        std::vector<Uid> arrived;
        const auto fetched = store.fetch(
            {{{1}, {2}, {3}}, false, {}},
            [&arrived](const ports::StoredMessage& stored) {
                arrived.push_back(stored.uid);
                return ports::Result<void>{};
            },
            {}
        );
        return {arrived, fetched ? std::nullopt : std::optional{fetched.error()}};
    }

    /// Adds a label to all; the UIDs that were observed.
    std::vector<Uid> label_all() {
        std::vector<ports::LabelDelta> deltas;
        for (const Uid uid : {Uid{1}, Uid{2}, Uid{3}}) {
            deltas.push_back({store.message(folder, uid)->id, uid, {{"Travel"}}, {}});
        }
        std::vector<Uid> observed;
        (void)store.change(
            deltas,
            [&observed](const ports::Observation& observation) {
                observed.push_back(observation.uid);
                return ports::Result<void>{};
            },
            {}
        );
        return observed;
    }

    [[nodiscard]] bool is_labelled(Uid uid) const {
        return store.message(folder, uid)->labels.contains({"Travel"});
    }

    const std::string folder = "All Mail";
    MemoryMailStore store;
};

TEST_F(MemoryMailStoreTest, FailsInTheMiddleOfAFetchOnce) {
    store.plan({.call = Call::fetch, .items_before = 2});

    const auto [arrived, failure] = fetch();
    const auto [again, none] = fetch();

    EXPECT_THAT(arrived, ElementsAre(Uid{1}, Uid{2}));
    EXPECT_EQ(failure->kind, FailureKind::connection_lost);
    EXPECT_EQ(again.size(), 3U);
    EXPECT_FALSE(none);
}

TEST_F(MemoryMailStoreTest, FailsAfterTheLastItemWhenTheFaultIsLater) {
    store.plan({.call = Call::fetch, .items_before = 9});

    const auto [arrived, failure] = fetch();

    EXPECT_EQ(arrived.size(), 3U);
    EXPECT_TRUE(failure);
}

TEST_F(MemoryMailStoreTest, LetsCallsPassBeforeTheFault) {
    store.plan({.call = Call::fetch, .calls_before = 1});

    EXPECT_FALSE(fetch().second);
    EXPECT_TRUE(fetch().second);
}

TEST_F(MemoryMailStoreTest, WritesWhatWasObservedBeforeTheFault) {
    store.plan({.call = Call::change, .items_before = 1});

    EXPECT_THAT(label_all(), ElementsAre(Uid{1}));
    EXPECT_TRUE(is_labelled({1}));
    EXPECT_FALSE(is_labelled({2}));
}

TEST_F(MemoryMailStoreTest, WritesOneMoreWhenTheAnswerIsLost) {
    store.plan({.call = Call::change, .items_before = 1, .lost_answer = true});

    EXPECT_THAT(label_all(), ElementsAre(Uid{1}));
    EXPECT_TRUE(is_labelled({2}));
    EXPECT_FALSE(is_labelled({3}));
}

TEST_F(MemoryMailStoreTest, DropsTheEffectWhereToldTo) {
    store.ignore_writes(store.message(folder, {2})->id);

    EXPECT_EQ(label_all().size(), 3U);
    EXPECT_TRUE(is_labelled({1}));
    EXPECT_FALSE(is_labelled({2}));
}

TEST_F(MemoryMailStoreTest, FailsCallsThatDoNotStream) {
    store.plan({.call = Call::open, .failure = {FailureKind::server_bye, "Bye", {}, {}}});

    const auto opened = store.open(folder, Access::read, {});

    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, FailureKind::server_bye);
}

TEST_F(MemoryMailStoreTest, RecordsItsCalls) {
    fetch();
    label_all();
    (void)store.close();

    EXPECT_THAT(
        store.calls(), ElementsAre("open All Mail (write)", "fetch 3", "change 3", "close")
    );
}

TEST_F(MemoryMailStoreTest, GivesNewUidsWhenRenumbered) {
    store.remove(folder, {1});
    store.renumber(folder, 2);

    const auto state = store.open(folder, Access::read, {}).value();

    EXPECT_EQ(state.uid_validity, 2U);
    EXPECT_THAT(store.uids({}).value(), ElementsAre(Uid{1}, Uid{2}));
}

} // namespace
} // namespace memory
