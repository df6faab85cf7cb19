#pragma once

// What the smaller parts of every StateStore promise. Include it in one file of a test program and
// instantiate the suites there with the stores to test.

#include "tests/contract/sample_mail.hpp"
#include "tests/contract/state_store_case.hpp"

#include <gmock/gmock.h>

namespace contract {

class ModelStoreContract : public StateStoreContract {
protected:
    ports::ModelStore& models = store->models();

    std::uint64_t save(const std::string& bytes) {
        return models.save({0, morning, 120, bytes}).value();
    }
};

TEST_P(ModelStoreContract, HasNoModelAtFirst) {
    EXPECT_FALSE(models.current().value());
    EXPECT_TRUE(models.list().value().empty());
}

TEST_P(ModelStoreContract, MakesTheSavedOneCurrent) {
    save("first");
    const auto version = save(std::string{"se\0cond", 7});

    const auto current = models.current().value();

    ASSERT_TRUE(current);
    EXPECT_EQ(current->version, version);
    EXPECT_EQ(current->bytes, (std::string{"se\0cond", 7}));
    EXPECT_EQ(current->created, morning);
    EXPECT_EQ(current->examples, 120U);
}

TEST_P(ModelStoreContract, ListsVersionsNewestFirstWithoutBytes) {
    const auto first = save("first");
    const auto second = save("second");

    const auto list = models.list().value();

    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].version, second);
    EXPECT_EQ(list[1].version, first);
    EXPECT_GT(second, first);
    EXPECT_TRUE(list[0].bytes.empty());
}

TEST_P(ModelStoreContract, RollsBackAndGoesOnGrowing) {
    const auto first = save("first");
    const auto second = save("second");

    ASSERT_TRUE(models.rollback(first));
    EXPECT_EQ(models.current().value()->bytes, "first");
    EXPECT_GT(save("third"), second);
    EXPECT_EQ(models.current().value()->bytes, "third");
}

TEST_P(ModelStoreContract, RefusesToRollBackToAnUnknownVersion) {
    save("first");

    const auto rolled = models.rollback(99);

    ASSERT_FALSE(rolled);
    EXPECT_EQ(rolled.error().kind, ports::FailureKind::not_found);
    EXPECT_EQ(models.current().value()->bytes, "first");
}

TEST_P(ModelStoreContract, KeepsTheNewestModelsOnly) {
    for (std::size_t i = 0; i < ports::kept_models + 3; ++i) {
        save(std::to_string(i));
    }

    EXPECT_EQ(models.list().value().size(), ports::kept_models);
    EXPECT_EQ(models.current().value()->bytes, std::to_string(ports::kept_models + 2));
}

class PlanStoreContract : public StateStoreContract {
protected:
    ports::PlanStore& plans = store->plans();
};

TEST_P(PlanStoreContract, HasNoPlanAtFirst) {
    EXPECT_FALSE(plans.last_id().value());
    EXPECT_FALSE(plans.load("p-1").value());
}

TEST_P(PlanStoreContract, GivesPlansBackByTheirId) {
    ASSERT_TRUE(plans.save("p-1", morning, "one\n"));
    ASSERT_TRUE(plans.save("p-2", morning, "two\n"));

    EXPECT_EQ(plans.load("p-1").value(), "one\n");
    EXPECT_EQ(plans.load("p-2").value(), "two\n");
    EXPECT_EQ(plans.last_id().value(), "p-2");
}

TEST_P(PlanStoreContract, ReplacesAPlanThatIsSavedAgain) {
    ASSERT_TRUE(plans.save("p-1", morning, "one\n"));
    ASSERT_TRUE(plans.save("p-2", morning, "two\n"));
    ASSERT_TRUE(plans.save("p-1", morning, "once more\n"));

    EXPECT_EQ(plans.load("p-1").value(), "once more\n");
    EXPECT_EQ(plans.last_id().value(), "p-1");
}

class ByteLedgerContract : public StateStoreContract {
protected:
    ports::ByteLedger& ledger = store->bytes();

    void add(std::chrono::seconds after, std::uint64_t received, std::uint64_t sent) {
        ASSERT_TRUE(ledger.add(morning + after, {{received}, {sent}}));
    }
};

TEST_P(ByteLedgerContract, IsEmptyAtFirst) {
    EXPECT_EQ(ledger.since(morning).value().received.count, 0U);
}

TEST_P(ByteLedgerContract, AddsUpARollingDay) {
    add(std::chrono::hours{0}, 1000, 1);
    add(std::chrono::hours{2}, 100, 10);
    add(std::chrono::hours{25}, 5, 100);

    const auto day = ledger.since(morning + std::chrono::hours{25} - std::chrono::hours{24});

    EXPECT_EQ(day.value().received.count, 105U);
    EXPECT_EQ(day.value().sent.count, 110U);
}

TEST_P(ByteLedgerContract, CountsTheWholeHourThatItBeginsIn) {
    add(std::chrono::seconds{0}, 7, 0);

    EXPECT_EQ(ledger.since(morning + std::chrono::seconds{1}).value().received.count, 7U);
}

TEST_P(ByteLedgerContract, HoldsMoreThanFourGigabytes) {
    add(std::chrono::seconds{0}, std::uint64_t{3} << 30U, 0);
    add(std::chrono::seconds{1}, std::uint64_t{3} << 30U, 0);

    EXPECT_EQ(ledger.since(morning).value().received.count, std::uint64_t{6} << 30U);
}

class BookmarksContract : public StateStoreContract {
protected:
    ports::Bookmarks& bookmarks = store->bookmarks();
};

TEST_P(BookmarksContract, HasNoneAtFirst) {
    EXPECT_FALSE(bookmarks.load("All Mail").value());
}

TEST_P(BookmarksContract, KeepsTheLastOneOfEachFolder) {
    const ports::Bookmark earlier{7, {100}, morning, {{3}, {50}}};
    const ports::Bookmark later{7, {120}, morning + std::chrono::hours{1}, {{50}, {110}}};
    const ports::Bookmark other{0xFFFFFFFF, {0xFFFFFFFF}, morning, {{0xFFFFFFFE}}};
    ASSERT_TRUE(bookmarks.save("All Mail", earlier));
    ASSERT_TRUE(bookmarks.save("INBOX", other));
    ASSERT_TRUE(bookmarks.save("All Mail", later));

    EXPECT_EQ(bookmarks.load("All Mail").value(), later);
    EXPECT_EQ(bookmarks.load("INBOX").value(), other);
}

class FlightRecorderContract : public StateStoreContract {
protected:
    static ports::Flight begun(domain::Timestamp when) {
        ports::Flight flight;
        flight.began = when;
        return flight;
    }

    ports::FlightRecorder& flights = store->flights();
};

TEST_P(FlightRecorderContract, RemembersConnectionsNewestFirst) {
    using std::chrono::seconds;
    ASSERT_TRUE(flights.begin(begun(morning)));
    ASSERT_TRUE(flights.end(morning + seconds{60}, "the link broke"));
    const ports::Flight second{
        morning + seconds{65}, seconds{5}, 2, {}, {}, 3, "2 messages came (UIDNEXT 7 became 9)"
    };
    ASSERT_TRUE(flights.begin(second));

    const auto recent = flights.recent(10).value();

    ASSERT_EQ(recent.size(), 2U);
    EXPECT_EQ(recent[0], second);
    auto first = begun(morning);
    first.ended = morning + seconds{60};
    first.cause = "the link broke";
    EXPECT_EQ(recent[1], first);
    EXPECT_EQ(flights.recent(1).value().size(), 1U);
}

TEST_P(FlightRecorderContract, EndsAConnectionOnce) {
    ASSERT_TRUE(flights.end(morning, "nothing has begun"));
    ASSERT_TRUE(flights.begin(begun(morning)));
    ASSERT_TRUE(flights.end(morning, "first"));
    ASSERT_TRUE(flights.end(morning + std::chrono::seconds{9}, "second"));

    EXPECT_EQ(flights.recent(10).value().front().cause, "first");
}

TEST_P(FlightRecorderContract, ForgetsTheOldest) {
    for (std::size_t i = 0; i < ports::kept_flights + 5; ++i) {
        ASSERT_TRUE(flights.begin(begun(morning + std::chrono::seconds{i})));
    }

    EXPECT_EQ(flights.recent(2 * ports::kept_flights).value().size(), ports::kept_flights);
}

class ParkingLotContract : public StateStoreContract {
protected:
    ports::ParkingLot& parked = store->parked();

    static ports::Parked message(const std::string& folder, std::uint32_t uid) {
        return {folder, 7, {uid}, "the server says \"NO\"", 1, morning, morning};
    }
};

TEST_P(ParkingLotContract, ListsByFolderAndUid) {
    ASSERT_TRUE(parked.park(message("INBOX", 9)));
    ASSERT_TRUE(parked.park(message("INBOX", 0xFFFFFFFF)));
    ASSERT_TRUE(parked.park(message("All Mail", 12)));

    EXPECT_THAT(
        parked.list().value(),
        ::testing::ElementsAre(
            message("All Mail", 12), message("INBOX", 9), message("INBOX", 0xFFFFFFFF)
        )
    );
}

TEST_P(ParkingLotContract, KeepsTheLastThatIsKnownOfAMessage) {
    auto again = message("INBOX", 9);
    again.uid_validity = 8;
    again.times = 2;
    again.last = morning + std::chrono::hours{6};
    ASSERT_TRUE(parked.park(message("INBOX", 9)));
    ASSERT_TRUE(parked.park(again));

    EXPECT_THAT(parked.list().value(), ::testing::ElementsAre(again));
}

TEST_P(ParkingLotContract, ReleasesThoseThatAreNamed) {
    for (const std::uint32_t uid : {1U, 2U, 3U}) {
        ASSERT_TRUE(parked.park(message("INBOX", uid)));
    }
    ASSERT_TRUE(parked.park(message("All Mail", 1)));

    ASSERT_TRUE(parked.release("INBOX", std::vector<ports::Uid>{{1}, {3}, {99}}));

    EXPECT_THAT(
        parked.list().value(), ::testing::ElementsAre(message("All Mail", 1), message("INBOX", 2))
    );
}

} // namespace contract
