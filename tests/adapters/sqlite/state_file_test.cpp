#include "adapters/sqlite/migrations.hpp"
#include "tests/adapters/sqlite/state_folder.hpp"
#include "tests/contract/sample_mail.hpp"

#include <gmock/gmock.h>

#include <sys/wait.h>
#include <unistd.h>

namespace sqlite {
namespace {

namespace fs = std::filesystem;

using ports::FailureKind;
using ::testing::HasSubstr;

using StateFileTest = StateFolder;

TEST_F(StateFileTest, IsThereInTheNextRun) {
    {
        auto store = open().value();
        const std::vector messages{contract::sample_cached(1)};
        ASSERT_TRUE(store->messages().commit("All Mail", messages, {7, {2}, {3}}));
        ASSERT_TRUE(store->plans().save("p-1", {}, "text"));
        ASSERT_TRUE(store->models().save({0, {}, 5, "model"}));
        ASSERT_TRUE(store->bytes().add({}, {{10}, {1}}));
        ASSERT_TRUE(store->journal().begin(ports::RunKind::apply, "p-1", {}));
    }

    auto store = open().value();

    const auto found = store->messages().find(contract::sample_cached(1).message.id).value();
    ASSERT_TRUE(found);
    EXPECT_TRUE(contract::same(*found, contract::sample_cached(1)));
    EXPECT_EQ(store->plans().last_id().value(), "p-1");
    EXPECT_EQ(store->models().current().value()->bytes, "model");
    EXPECT_EQ(store->bytes().since({}).value().received.count, 10U);
    EXPECT_EQ(store->journal().runs().value().size(), 1U);
}

TEST_F(StateFileTest, IsForTheUserAlone) {
    auto store = open().value();
    ASSERT_TRUE(store->journal().begin(ports::RunKind::apply, "p-1", {}));

    for (const auto& entry : fs::directory_iterator{place.path()}) {
        EXPECT_EQ(
            entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all),
            fs::perms::none
        ) << entry.path();
    }
}

TEST_F(StateFileTest, LeavesNothingBesideIt) {
    make_state();

    EXPECT_FALSE(fs::exists(beside("-wal")));
    EXPECT_FALSE(fs::exists(beside(".new")));
    EXPECT_EQ(content(beside(".lock")), "");
}

TEST_F(StateFileTest, KeepsAccountsApart) {
    auto mine = open().value();
    auto other = open_state({.folder = place.path(), .account = {"other@gmail.com", account.host}});

    ASSERT_TRUE(other);
    ASSERT_TRUE(mine->plans().save("p-1", {}, "mine"));
    EXPECT_FALSE((*other)->plans().load("p-1").value());
}

TEST_F(StateFileTest, IsReachedThroughLinkedFolders) {
    make_state();
    const auto link = place.path() / "linked";
    fs::create_directory_symlink(place.path(), link);

    auto store = open_state({.folder = link, .account = account});

    ASSERT_TRUE(store) << store.error().sentence;
    EXPECT_EQ((*store)->journal().runs().value().size(), 1U);
}

TEST_F(StateFileTest, HoldsNoWordOfAText) {
    auto message = contract::sample_cached(1);
    message.message.text = domain::Text{"extremely private words", {}, true};
    {
        auto store = open().value();
        ASSERT_TRUE(store->messages().commit("All Mail", std::vector{message}, {}));
    }

    EXPECT_THAT(content(file), ::testing::Not(HasSubstr("private words")));
}

TEST_F(StateFileTest, IsRefusedToASecondRun) {
    const auto first = open().value();

    const auto failure = refusal();

    EXPECT_EQ(failure.kind, FailureKind::locked);
    EXPECT_THAT(failure.sentence, HasSubstr(std::to_string(::getpid())));
    EXPECT_THAT(failure.sentence, HasSubstr("you@gmail.com"));
}

TEST_F(StateFileTest, CanBeInspectedBesideARun) {
    auto writer = open().value();
    ASSERT_TRUE(writer->plans().save("p-1", {}, "text"));

    auto reader = open(Access::inspect).value();

    EXPECT_EQ(reader->plans().last_id().value(), "p-1");
    ASSERT_TRUE(writer->plans().save("p-2", {}, "text"));
    EXPECT_EQ(reader->plans().last_id().value(), "p-2");
    EXPECT_FALSE(reader->plans().save("p-3", {}, "text"));
}

TEST_F(StateFileTest, IsNotMadeByInspecting) {
    EXPECT_EQ(refusal(Access::inspect).kind, FailureKind::not_found);
    EXPECT_FALSE(fs::exists(file));
}

TEST_F(StateFileTest, IsRefusedWhenItIsNewer) {
    make_state();
    {
        auto database = Database::open(file.string(), Access::write, {}).value();
        ASSERT_TRUE(database->execute("PRAGMA user_version = 999"));
    }

    EXPECT_THAT(refusal().sentence, HasSubstr("newer version"));
    EXPECT_THAT(refusal(Access::inspect).sentence, HasSubstr("newer version"));
    EXPECT_THAT(refusal().hint, HasSubstr("Update"));
}

TEST_F(StateFileTest, IsNotInspectedWhenItIsOlder) {
    ASSERT_TRUE(make_private_file(file));
    {
        auto database = Database::open(file.string(), Access::write, {}).value();
        ASSERT_TRUE(migrate(*database, migrations().first(1)));
    }

    EXPECT_THAT(refusal(Access::inspect).sentence, HasSubstr("older version"));
    EXPECT_TRUE(open()) << "a run that writes brings it up to date";
    EXPECT_TRUE(open(Access::inspect));
}

TEST_F(StateFileTest, IsNeverMadeAnewWhenItIsEmpty) {
    make_state();
    fs::resize_file(file, 0);

    const auto failure = refusal();

    EXPECT_EQ(failure.kind, FailureKind::local_io);
    EXPECT_THAT(failure.sentence, HasSubstr("damaged"));
    EXPECT_THAT(failure.sentence, HasSubstr(file.string()));
    EXPECT_THAT(failure.hint, HasSubstr(".recover"));
    EXPECT_EQ(fs::file_size(file), 0U) << "left as it was";
}

TEST_F(StateFileTest, IsNeverMadeAnewBesideItsLog) {
    overwrite(beside("-wal"), "what a lost file left");

    EXPECT_THAT(refusal().sentence, HasSubstr("its log is still there"));
    EXPECT_EQ(content(beside("-wal")), "what a lost file left");
}

TEST_F(StateFileTest, IsRefusedWhenItIsNoDatabase) {
    overwrite(file, std::string(8192, 'x'));

    const auto failure = refusal();

    EXPECT_EQ(failure.kind, FailureKind::local_io);
    EXPECT_THAT(failure.sentence, HasSubstr("damaged"));
    EXPECT_EQ(content(file), std::string(8192, 'x'));
}

TEST_F(StateFileTest, StartsOverWhereMakingItWasCutShort) {
    overwrite(beside(".new"), "half");

    EXPECT_TRUE(open());
    EXPECT_FALSE(fs::exists(beside(".new")));
}

TEST_F(StateFileTest, IsCheckedAfterARunThatWasKilled) {
    {
        auto store = open().value();
        std::vector<ports::CachedMessage> messages;
        for (unsigned number = 1; number <= 500; ++number) {
            messages.push_back(contract::sample_cached(number));
        }
        ASSERT_TRUE(store->messages().commit("All Mail", messages, {}));
    }
    auto bytes = content(file);
    const auto last_page = bytes.size() - 4096;
    bytes.replace(last_page, 64, std::string(64, '\xff'));
    overwrite(file, bytes);
    ASSERT_TRUE(open()) << "one page is not looked at while all seems well";

    overwrite(beside(".lock"), "4242\n");

    EXPECT_THAT(refusal().sentence, HasSubstr("damaged"));
    EXPECT_THAT(refusal().sentence, HasSubstr("damaged")) << "until it is mended, each time";
}

TEST_F(StateFileTest, NoticesAChangedJournalEntry) {
    {
        auto store = open().value();
        auto& journal = store->journal();
        std::vector<ports::Intent> intents(1);
        intents[0].run = journal.begin(ports::RunKind::apply, "p-1", {}).value();
        intents[0].reason = "rule receipts";
        ASSERT_TRUE(journal.intend(intents));
    }
    auto bytes = content(file);
    const auto at = bytes.find("rule receipts");
    ASSERT_NE(at, std::string::npos);
    bytes[at] = 'R';
    overwrite(file, bytes);

    auto store = open().value();
    const auto read = store->journal().unsettled([](const auto&) { return ports::Result<void>{}; });

    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().sentence, HasSubstr("journal entry 1 is not as it was written"));
}

TEST_F(StateFileTest, ReachesAFaultPointAtEachStep) {
    std::vector<std::string> steps;
    auto store =
        open_state({.folder = place.path(),
                    .account = account,
                    .fault_point = [&steps](std::string_view step) { steps.emplace_back(step); }}
        ).value();

    ASSERT_TRUE(store->journal().begin(ports::RunKind::apply, "p-1", {}));

    EXPECT_THAT(
        steps,
        ::testing::ElementsAre(
            "begin run: begin", "begin run: before commit", "begin run: after commit"
        )
    );
}

/// Runs in a process without root's rights, to which every folder would be writable.
template <typename Body>
bool as_ordinary_user(const Body& body) {
    constexpr uid_t nobody = 65534;
    const pid_t child = ::fork();
    if (child == 0) {
        const bool ordinary = ::getuid() != 0 || ::setuid(nobody) == 0;
        ::_exit(ordinary && body() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(StateFileTest, SaysThatItsFolderCannotBeWritten) {
    fs::permissions(
        place.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_exec
    );

    EXPECT_TRUE(as_ordinary_user([this] {
        const auto store = open();
        return !store && store.error().kind == FailureKind::local_io &&
               store.error().hint.find("permissions") != std::string::npos;
    }));

    fs::permissions(place.path(), fs::perms::owner_all);
}

} // namespace
} // namespace sqlite
