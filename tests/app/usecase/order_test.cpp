#include "app/usecase/label_writer.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace usecase {
namespace {

using ports::Result;
using ::testing::_;
using ::testing::InSequence;
using ::testing::Return;
using ::testing::StrictMock;

class MockJournal : public ports::Journal {
public:
    MOCK_METHOD(
        Result<ports::RunId>,
        begin,
        (ports::RunKind, const std::string&, domain::Timestamp),
        (override)
    );
    MOCK_METHOD(Result<void>, end, (ports::RunId, domain::Timestamp), (override));
    MOCK_METHOD(Result<void>, intend, (std::span<ports::Intent>), (override));
    MOCK_METHOD(Result<void>, settle, (std::span<const ports::Outcome>), (override));
    MOCK_METHOD(Result<std::vector<ports::Run>>, runs, (), (override));
    MOCK_METHOD(Result<void>, entries, (ports::RunId, const ports::JournalSink&), (override));
    MOCK_METHOD(Result<void>, unsettled, (const ports::JournalSink&), (override));
    MOCK_METHOD(
        Result<std::vector<ports::JournalEntry>>, history, (const domain::MessageId&), (override)
    );
};

class MockMailStore : public ports::MailStore {
public:
    MOCK_METHOD(Result<std::vector<ports::Folder>>, folders, (std::stop_token), (override));
    MOCK_METHOD(
        Result<ports::FolderState>,
        open,
        (const std::string&, ports::Access, std::stop_token),
        (override)
    );
    MOCK_METHOD(ports::StoreTraits, traits, (), (const, override));
    MOCK_METHOD(Result<std::vector<ports::Uid>>, uids, (std::stop_token), (override));
    MOCK_METHOD(
        Result<void>,
        fetch,
        (const ports::FetchRequest&, const ports::MessageSink&, std::stop_token),
        (override)
    );
    MOCK_METHOD(
        Result<void>,
        fetch_changes,
        (ports::ModSeq, const ports::MessageSink&, std::stop_token),
        (override)
    );
    MOCK_METHOD(
        Result<ports::News>,
        await_news,
        (const ports::FolderState&, ports::Clock::Monotonic, std::stop_token),
        (override)
    );
    MOCK_METHOD(
        Result<void>,
        change,
        (std::span<const ports::LabelDelta>, const ports::ObservationSink&, std::stop_token),
        (override)
    );
    MOCK_METHOD(
        Result<void>, create_labels, (std::span<const domain::Label>, std::stop_token), (override)
    );
    MOCK_METHOD(ports::Transferred, transferred, (), (const, override));
    MOCK_METHOD(Result<void>, close, (), (override));
};

/// The state of a Bench with a journal that is watched.
class WatchedState : public ports::StateStore {
public:
    ports::MessageCache& messages() override { return inner.messages(); }

    ports::Journal& journal() override { return watched; }

    ports::ModelStore& models() override { return inner.models(); }

    ports::PlanStore& plans() override { return inner.plans(); }

    ports::ByteLedger& bytes() override { return inner.bytes(); }

    ports::Bookmarks& bookmarks() override { return inner.bookmarks(); }

    ports::FlightRecorder& flights() override { return inner.flights(); }

    ports::ParkingLot& parked() override { return inner.parked(); }

    memory::MemoryStateStore inner;
    StrictMock<MockJournal> watched;
};

class WriteOrder : public ::testing::Test {
protected:
    static ports::Intent intent() {
        return {{}, {1}, {"gm:1"}, all_mail, {5}, labels({"Travel"}), {}, {}, "rule travel"};
    }

    WatchedState state;
    memory::ManualClock clock;
    memory::RecordingReporter reporter;
    World world{state, clock, reporter, {}};
    StrictMock<MockMailStore> mail;
    LabelWriter writer{mail, world};
};

TEST_F(WriteOrder, JournalsBeforeItSendsAndSettlesAfterReadBack) {
    const InSequence in_this_order;
    EXPECT_CALL(state.watched, intend).WillOnce([](std::span<ports::Intent> intents) {
        intents[0].id = {41};
        return Result<void>{};
    });
    EXPECT_CALL(mail, change)
        .WillOnce([](auto deltas, const ports::ObservationSink& sink, const auto& /*stop*/) {
            return sink({deltas[0].id, deltas[0].uid, labels({"Travel"})});
        });
    EXPECT_CALL(state.watched, settle).WillOnce([](std::span<const ports::Outcome> outcomes) {
        EXPECT_EQ(outcomes.size(), 1U);
        EXPECT_EQ(outcomes[0].intent, ports::IntentId{41});
        EXPECT_EQ(outcomes[0].kind, ports::OutcomeKind::done);
        return Result<void>{};
    });
    auto intents = std::vector{intent()};

    const auto outcomes = writer.write(intents);

    ASSERT_TRUE(outcomes);
    EXPECT_EQ(outcomes->size(), 1U);
}

TEST_F(WriteOrder, SendsNothingThatIsNotInTheJournal) {
    EXPECT_CALL(state.watched, intend)
        .WillOnce(Return(ports::fail(ports::FailureKind::local_io, "The disk is full")));
    EXPECT_CALL(mail, change).Times(0);
    auto intents = std::vector{intent()};

    const auto outcomes = writer.write(intents);

    ASSERT_FALSE(outcomes);
    EXPECT_EQ(outcomes.error().kind, ports::FailureKind::local_io);
}

TEST_F(WriteOrder, SettlesOnlyWhatWasReadBack) {
    EXPECT_CALL(state.watched, intend).WillOnce(Return(Result<void>{}));
    EXPECT_CALL(mail, change)
        .WillOnce(Return(ports::fail(ports::FailureKind::connection_lost, "Lost")));
    EXPECT_CALL(state.watched, settle).WillOnce([](std::span<const ports::Outcome> outcomes) {
        EXPECT_TRUE(outcomes.empty());
        return Result<void>{};
    });
    auto intents = std::vector{intent()};

    EXPECT_FALSE(writer.write(intents));
}

} // namespace
} // namespace usecase
