#include "tests/adapters/sqlite/state_folder.hpp"
#include "tests/contract/sample_mail.hpp"

#include <cstdlib>
#include <random>

namespace sqlite {
namespace {

using ports::JournalEntry;
using ports::Result;

/// Cuts and flips the files of a state: it opens with what is whole, or refuses with advice.
class DamageTest : public StateFolder {
protected:
    static constexpr unsigned rounds = 6;

    /// Leaves a state as a killed run does: a file, and a log that is not yet in it.
    DamageTest() {
        auto store = open().value();
        auto& journal = store->journal();
        const auto run = journal.begin(ports::RunKind::apply, "p-1", {}).value();
        for (unsigned round = 0; round < rounds; ++round) {
            std::vector<ports::Intent> intents(4);
            for (auto& intent : intents) {
                intent.run = run;
                intent.message = {"gm:" + std::to_string(round)};
                intent.before = contract::labels({"\\Inbox", "Travel"});
            }
            EXPECT_TRUE(journal.intend(intents));
            EXPECT_TRUE(journal.settle(std::vector{ports::Outcome{intents[0].id, {}, {}, "done"}}));
            std::vector<ports::CachedMessage> page;
            for (unsigned i = 1; i <= 10; ++i) {
                page.push_back(contract::sample_cached(round * 10 + i));
            }
            EXPECT_TRUE(store->messages().commit("All Mail", page, {1, {round * 10 + 11}, {}}));
        }
        whole_log = content(beside("-wal"));
        young_file = content(file);
        store.reset();
        whole_file = content(file);
    }

    void lay_out(const std::string& bytes, const std::string& log) const {
        for (const auto& entry : std::filesystem::directory_iterator{place.path()}) {
            std::filesystem::remove(entry);
        }
        overwrite(file, bytes);
        if (!log.empty()) {
            overwrite(beside("-wal"), log);
        }
        overwrite(beside(".lock"), "4242\n");
    }

    /// Reads everything there is. Nothing that is handed out may be wrong in the journal.
    static Result<void> read_all(ports::StateStore& store) {
        auto& journal = store.journal();
        const auto check = [](const JournalEntry& entry) {
            EXPECT_EQ(entry.intent.before, contract::labels({"\\Inbox", "Travel"}));
            EXPECT_EQ(entry.intent.message.value.substr(0, 3), "gm:");
            return Result<void>{};
        };
        return store.messages()
            .for_each(ports::Order::newest_first, [](const auto&) { return Result<void>{}; })
            .and_then([&] { return journal.entries({1}, check); })
            .and_then([&] { return journal.unsettled(check); })
            .and_then([&] { return journal.history({"gm:3"}).map([](const auto&) {}); })
            .and_then([&] { return store.messages().label_counts().map([](const auto&) {}); });
    }

    static void expect_advice(const ports::Failure& failure) {
        EXPECT_EQ(failure.kind, ports::FailureKind::local_io) << failure.sentence;
        EXPECT_FALSE(failure.hint.empty()) << failure.sentence;
    }

    void expect_whole_or_refused() const {
        auto store = open();
        if (!store) {
            expect_advice(store.error());
            return;
        }
        if (const auto read = read_all(**store); !read) {
            expect_advice(read.error());
        }
    }

    struct Held {
        std::size_t runs = 0;
        std::size_t entries = 0;
        std::size_t settled = 0;
        std::uint64_t messages = 0;

        bool operator==(const Held&) const = default;
    };

    /// What the state on disk holds; it has to open.
    Held held() const {
        auto store = open();
        if (!store) {
            ADD_FAILURE() << store.error().sentence;
            return {};
        }
        Held found;
        found.runs = (*store)->journal().runs()->size();
        EXPECT_TRUE((*store)->journal().entries({1}, [&found](const JournalEntry& entry) {
            ++found.entries;
            found.settled += entry.outcome ? 1U : 0U;
            return Result<void>{};
        }));
        found.messages = *(*store)->messages().count();
        EXPECT_TRUE(read_all(**store));
        return found;
    }

    std::string young_file; ///< While the log is not in it.
    std::string whole_file;
    std::string whole_log;
};

TEST_F(DamageTest, OpensWithABeginningOfItsLogAtEachLength) {
    ASSERT_GT(whole_log.size(), 50'000U);
    std::size_t entries_before = 0;
    for (std::size_t length = 0; length < whole_log.size(); length += 1021) {
        SCOPED_TRACE("log cut to " + std::to_string(length));
        lay_out(young_file, whole_log.substr(0, length));

        auto store = open();

        ASSERT_TRUE(store) << store.error().sentence;
        std::size_t entries = 0;
        ASSERT_TRUE((*store)->journal().entries({1}, [&entries](const JournalEntry&) {
            ++entries;
            return Result<void>{};
        }));
        EXPECT_EQ(entries % 4, 0U) << "four intents are written at once";
        EXPECT_GE(entries, entries_before) << "a longer log holds no less";
        EXPECT_TRUE(read_all(**store));
        entries_before = entries;
    }
    EXPECT_EQ(entries_before, std::size_t{rounds} * 4);
}

/// Where each transaction of a log ends: behind a frame that says how large the file is after it
/// (sqlite.org/fileformat2.html, 4.1).
std::vector<std::size_t> ends_of_transactions(const std::string& log) {
    constexpr std::size_t log_header = 32;
    constexpr std::size_t frame_header = 24;
    constexpr std::size_t page_bytes = 4096;
    std::vector<std::size_t> ends;
    for (std::size_t at = log_header; at + frame_header + page_bytes <= log.size();
         at += frame_header + page_bytes) {
        if (log.substr(at + 4, 4) != std::string(4, '\0')) {
            ends.push_back(at + frame_header + page_bytes);
        }
    }
    return ends;
}

/// Lengths at which the last frame of a transaction is torn: around its header and its end, and
/// some between; all with EVERY_BYTE.
std::vector<std::size_t> torn_lengths(std::size_t end) {
    constexpr std::size_t frame = 24 + 4096;
    std::vector<std::size_t> lengths;
    const bool every = std::getenv("EVERY_BYTE") != nullptr; // NOLINT(concurrency-mt-unsafe)
    for (std::size_t cut = 1; cut <= frame; ++cut) {
        if (every || cut < 3 || cut > frame - 3 || (cut > frame - 26 && cut < frame - 22) ||
            cut % 1024 == 0) {
            lengths.push_back(end - cut);
        }
    }
    return lengths;
}

TEST_F(DamageTest, LosesTheLastRecordAndNothingElseWhereverThatIsTorn) {
    const auto ends = ends_of_transactions(whole_log);
    ASSERT_GT(ends.size(), std::size_t{3} * rounds) << "this test does not understand the log";
    ASSERT_EQ(ends.back(), whole_log.size());
    lay_out(young_file, whole_log.substr(0, ends.front()));
    auto before = held();
    for (std::size_t i = 1; i < ends.size() && !HasFailure(); ++i) {
        for (const auto length : torn_lengths(ends[i])) {
            SCOPED_TRACE("log cut to " + std::to_string(length));
            lay_out(young_file, whole_log.substr(0, length));
            ASSERT_EQ(held(), before);
        }
        lay_out(young_file, whole_log.substr(0, ends[i]));
        auto after = held();
        EXPECT_NE(after, before) << "the record up to " << ends[i] << " holds nothing";
        before = std::move(after);
    }
    EXPECT_EQ(before.entries, std::size_t{rounds} * 4);
    EXPECT_EQ(before.messages, std::size_t{rounds} * 10);
}

TEST_F(DamageTest, IsWholeOrRefusedWhenTheFileIsCut) {
    for (std::size_t length = 0; length < whole_file.size(); length += 1021) {
        SCOPED_TRACE("file cut to " + std::to_string(length));
        lay_out(whole_file.substr(0, length), {});

        EXPECT_EQ(refusal().kind, ports::FailureKind::local_io);
        expect_advice(refusal());
        EXPECT_EQ(content(file).size(), length) << "nothing is mended behind the user's back";
    }
}

TEST_F(DamageTest, IsWholeOrRefusedWhereverABitIsFlipped) {
    std::mt19937 chance{20260105};
    for (unsigned flip = 0; flip < 800; ++flip) {
        // The header and the first page of each table matter most; then anywhere.
        const auto range = flip % 3 == 0 ? std::size_t{4096} : whole_file.size();
        const auto at = chance() % range;
        const auto bit = chance() % 8;
        SCOPED_TRACE("bit " + std::to_string(bit) + " of byte " + std::to_string(at) + " flipped");
        auto bytes = whole_file;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
        lay_out(bytes, {});

        expect_whole_or_refused();
    }
}

TEST_F(DamageTest, IsWholeOrRefusedWhenAPageIsOverwritten) {
    for (std::size_t page = 0; page * 4096 < whole_file.size(); ++page) {
        for (const char filler : {'\0', '\xff', 'x'}) {
            SCOPED_TRACE("page " + std::to_string(page) + " filled");
            auto bytes = whole_file;
            bytes.replace(page * 4096, 4096, 4096, filler);
            lay_out(bytes, {});

            expect_whole_or_refused();
        }
    }
}

TEST_F(DamageTest, IgnoresTheRestOfALogFromAFlippedBitOn) {
    std::mt19937 chance{20260105};
    for (unsigned flip = 0; flip < 200; ++flip) {
        const auto at = chance() % whole_log.size();
        SCOPED_TRACE("byte " + std::to_string(at) + " of the log flipped");
        auto log = whole_log;
        log[at] = static_cast<char>(log[at] ^ 0x10);
        lay_out(young_file, log);

        expect_whole_or_refused();
    }
}

} // namespace
} // namespace sqlite
