#pragma once

// What every MessageCache promises. Include it in one file of a test program and instantiate the
// suite there with the stores to test.

#include "tests/contract/sample_mail.hpp"
#include "tests/contract/state_store_case.hpp"

#include <gmock/gmock.h>

#include <map>

namespace contract {

using ports::CachedMessage;
using ports::Cursor;
using ports::Order;
using ports::Uid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MessageCacheContract : public StateStoreContract {
protected:
    ports::MessageCache& cache = store->messages();

    void commit(std::vector<CachedMessage> messages, const std::string& folder = "All Mail") {
        const auto done = cache.commit(folder, messages, {7, {100}, {42}});
        ASSERT_TRUE(done) << done.error().sentence;
    }

    std::vector<std::uint32_t> uids_by_time(Order order) {
        std::vector<std::uint32_t> seen;
        const auto done = cache.for_each(order, [&seen](const CachedMessage& message) {
            seen.push_back(message.uid.value);
            return ports::Result<void>{};
        });
        EXPECT_TRUE(done);
        return seen;
    }

    std::map<std::string, std::uint64_t> label_counts() {
        std::map<std::string, std::uint64_t> counts;
        const auto found = cache.label_counts();
        for (const auto& count : found.value()) {
            counts[count.label.name] = count.messages;
        }
        return counts;
    }
};

TEST_P(MessageCacheContract, IsEmptyAtFirst) {
    EXPECT_EQ(cache.count().value(), 0U);
    EXPECT_FALSE(cache.cursor("All Mail").value());
    EXPECT_THAT(cache.uids("All Mail").value(), IsEmpty());
    EXPECT_THAT(cache.label_counts().value(), IsEmpty());
    EXPECT_THAT(uids_by_time(Order::oldest_first), IsEmpty());
    EXPECT_FALSE(cache.find({"gm:1"}).value());
}

TEST_P(MessageCacheContract, GivesBackWhatWasStored) {
    commit({sample_cached(1)});

    const auto found = cache.find(sample_cached(1).message.id).value();

    ASSERT_TRUE(found);
    EXPECT_TRUE(same(*found, sample_cached(1)));
}

TEST_P(MessageCacheContract, TellsUnknownPartsFromEmptyOnes) {
    auto bare = sample_cached(1);
    bare.message.headers.reset();
    bare.message.structure.reset();
    bare.message.thread = {};
    bare.message.labels.clear();
    bare.features.clear();
    auto hollow = sample_cached(2);
    hollow.message.headers = domain::Headers{};
    hollow.message.structure = domain::Structure{};

    commit({bare, hollow});

    EXPECT_TRUE(same(cache.find(bare.message.id).value().value(), bare));
    EXPECT_TRUE(same(cache.find(hollow.message.id).value().value(), hollow));
}

TEST_P(MessageCacheContract, NeverKeepsTheText) {
    auto with_text = sample_cached(1);
    with_text.message.text = domain::Text{"private words", {}, true};

    commit({with_text});

    EXPECT_FALSE(cache.find(with_text.message.id).value()->message.text);
}

TEST_P(MessageCacheContract, KeepsExtremeNumbersAndOddBytes) {
    auto odd = sample_cached(4'294'967'295U);
    odd.message.received = domain::Timestamp{std::chrono::seconds{-86'400}};
    odd.message.size = {(std::uint64_t{1} << 40U) + 1};
    odd.message.flags = {true, true, true};
    odd.message.labels = labels({"Café/Zürich", "it's \"quoted\"", "line\nbreak", "\xff\xfe"});
    odd.message.headers->subject = std::string{"nul\0inside", 10};

    commit({odd});

    EXPECT_TRUE(same(cache.find(odd.message.id).value().value(), odd));
    EXPECT_THAT(cache.uids("All Mail").value(), ElementsAre(Uid{4'294'967'295U}));
}

TEST_P(MessageCacheContract, MovesTheCursorWithTheMessages) {
    const Cursor cursor{4'000'000'000U, {4'294'967'295U}, {std::uint64_t{1} << 62U}};

    ASSERT_TRUE(cache.commit("All Mail", {}, cursor));

    EXPECT_EQ(cache.cursor("All Mail").value(), cursor);
    EXPECT_FALSE(cache.cursor("Other").value());
}

TEST_P(MessageCacheContract, ReplacesByFolderAndUid) {
    commit({sample_cached(1)});
    auto again = sample_cached(1);
    again.message.id = {"gm:77"};
    again.message.labels = labels({"Travel"});

    commit({again});

    EXPECT_EQ(cache.count().value(), 1U);
    EXPECT_FALSE(cache.find(sample_cached(1).message.id).value());
    EXPECT_TRUE(same(cache.find({"gm:77"}).value().value(), again));
    EXPECT_EQ(label_counts(), (std::map<std::string, std::uint64_t>{{"Travel", 1}}));
}

TEST_P(MessageCacheContract, KeepsFoldersApart) {
    commit({sample_cached(1), sample_cached(2)}, "All Mail");
    commit({sample_cached(2), sample_cached(3)}, "Lists");

    EXPECT_EQ(cache.count().value(), 4U);
    EXPECT_THAT(cache.uids("Lists").value(), ElementsAre(Uid{2}, Uid{3}));

    ASSERT_TRUE(cache.forget_folder("All Mail"));

    EXPECT_FALSE(cache.cursor("All Mail").value());
    EXPECT_TRUE(cache.cursor("Lists").value());
    EXPECT_EQ(cache.find(sample_cached(2).message.id).value()->folder, "Lists");
    EXPECT_EQ(label_counts()["Receipts"], 2U);
}

TEST_P(MessageCacheContract, UpdatesLabelsAndFlagsOnly) {
    commit({sample_cached(1), sample_cached(2)});

    ASSERT_TRUE(cache.update("All Mail", {1}, labels({"\\Starred"}), {.answered = true}));

    auto expected = sample_cached(1);
    expected.message.labels = labels({"\\Starred"});
    expected.message.flags = {.answered = true};
    EXPECT_TRUE(same(cache.find(expected.message.id).value().value(), expected));
    EXPECT_TRUE(same(cache.find(sample_cached(2).message.id).value().value(), sample_cached(2)));
}

TEST_P(MessageCacheContract, IgnoresAnUpdateOfWhatIsNotThere) {
    commit({sample_cached(1)});

    EXPECT_TRUE(cache.update("All Mail", {9}, labels({"Travel"}), {}));
    EXPECT_TRUE(cache.update("Nowhere", {1}, labels({"Travel"}), {}));

    EXPECT_EQ(cache.count().value(), 1U);
    EXPECT_FALSE(label_counts().contains("Travel"));
}

TEST_P(MessageCacheContract, ForgetsWhatVanished) {
    commit({sample_cached(1), sample_cached(2), sample_cached(3)});

    ASSERT_TRUE(cache.forget("All Mail", std::vector<Uid>{{1}, {3}, {9}}));

    EXPECT_THAT(cache.uids("All Mail").value(), ElementsAre(Uid{2}));
    EXPECT_EQ(label_counts()["Receipts"], 1U);
    EXPECT_TRUE(cache.cursor("All Mail").value());
}

TEST_P(MessageCacheContract, ForgetsInFoldersThatItNeverSaw) {
    EXPECT_TRUE(cache.forget("Nowhere", std::vector<Uid>{{1}}));
    EXPECT_TRUE(cache.forget_folder("Nowhere"));
    EXPECT_THAT(cache.uids("Nowhere").value(), IsEmpty());
}

TEST_P(MessageCacheContract, CountsEachLabelOfAnyMessage) {
    auto plain = sample_cached(2);
    plain.message.labels = labels({"Travel", "Receipts"});
    commit({sample_cached(1), plain});

    EXPECT_EQ(
        label_counts(),
        (std::map<std::string, std::uint64_t>{{"Receipts", 2}, {"Travel", 1}, {"\\Inbox", 1}})
    );

    ASSERT_TRUE(cache.update("All Mail", {2}, labels({"Receipts"}), {}));

    EXPECT_EQ(
        label_counts(), (std::map<std::string, std::uint64_t>{{"Receipts", 2}, {"\\Inbox", 1}})
    );
}

TEST_P(MessageCacheContract, StreamsByTimeThenUid) {
    auto late = sample_cached(1);
    late.message.received = morning + std::chrono::hours{9};
    auto early = sample_cached(7);
    early.message.received = morning - std::chrono::hours{9};
    auto tie = sample_cached(3);
    tie.message.received = sample_cached(2).message.received;
    commit({late, tie, sample_cached(2), early});

    EXPECT_THAT(uids_by_time(Order::oldest_first), ElementsAre(7, 2, 3, 1));
    EXPECT_THAT(uids_by_time(Order::newest_first), ElementsAre(1, 3, 2, 7));
}

TEST_P(MessageCacheContract, StreamsARangeOfOneFolder) {
    commit({sample_cached(30), sample_cached(10), sample_cached(20)});
    commit({sample_cached(40)}, "INBOX");
    std::vector<std::uint32_t> seen;
    const auto note = [&seen](const CachedMessage& message) {
        seen.push_back(message.uid.value);
        return ports::Result<void>{};
    };

    ASSERT_TRUE(cache.for_each_in("All Mail", {.first = Uid{20}}, note));
    EXPECT_THAT(seen, ElementsAre(20, 30));
    ASSERT_TRUE(cache.for_each_in("Nowhere", {}, note));
    EXPECT_THAT(seen, ElementsAre(20, 30));
    ASSERT_TRUE(cache.for_each_in("All Mail", {Uid{10}, Uid{10}}, note));
    EXPECT_THAT(seen, ElementsAre(20, 30, 10));
    ASSERT_TRUE(cache.for_each_in("All Mail", {Uid{11}, Uid{19}}, note));
    EXPECT_THAT(seen, ElementsAre(20, 30, 10));
}

TEST_P(MessageCacheContract, StreamsWholeMessages) {
    commit({sample_cached(1), sample_cached(2), sample_cached(3)});

    unsigned number = 0;
    const auto done = cache.for_each(Order::oldest_first, [&number](const CachedMessage& message) {
        EXPECT_TRUE(same(message, sample_cached(++number)));
        return ports::Result<void>{};
    });

    EXPECT_TRUE(done);
    EXPECT_EQ(number, 3U);
}

TEST_P(MessageCacheContract, EndsTheStreamWhenTheSinkFails) {
    commit({sample_cached(1), sample_cached(2)});

    unsigned seen = 0;
    const auto done = cache.for_each(Order::oldest_first, [&seen](const CachedMessage&) {
        ++seen;
        return ports::Result<void>{ports::fail(ports::FailureKind::budget, "enough")};
    });

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ports::FailureKind::budget);
    EXPECT_EQ(seen, 1U);
}

TEST_P(MessageCacheContract, LetsASinkReadAndKeepOtherBooks) {
    commit({sample_cached(1), sample_cached(2)});

    unsigned seen = 0;
    const auto done = cache.for_each(Order::oldest_first, [&](const CachedMessage& message) {
        EXPECT_TRUE(cache.find(message.message.id).value());
        EXPECT_EQ(uids_by_time(Order::oldest_first).size(), 2U);
        EXPECT_TRUE(store->bytes().add(morning, {{10}, {1}}));
        ++seen;
        return ports::Result<void>{};
    });

    EXPECT_TRUE(done);
    EXPECT_EQ(seen, 2U);
    EXPECT_EQ(store->bytes().since(morning).value().received.count, 20U);
}

} // namespace contract
