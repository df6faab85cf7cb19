#include "adapters/sqlite/account_file.hpp"
#include "adapters/sqlite/migrations.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <array>

namespace sqlite {
namespace {

class MigrationsTest : public ::testing::Test {
protected:
    MigrationsTest() {
        EXPECT_TRUE(make_private_file(file));
        database = Database::open(file.string(), Access::write, {}).value();
    }

    [[nodiscard]] std::int64_t version() const {
        return database->number("PRAGMA user_version").value();
    }

    static constexpr std::array steps{
        Migration{"first", "CREATE TABLE a (x); INSERT INTO a VALUES (1);"},
        Migration{"second", "ALTER TABLE a ADD COLUMN y DEFAULT 7;"},
        Migration{"broken", "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1);"},
    };
    static constexpr std::span all{steps};

    support::TemporaryFolder place;
    std::filesystem::path file = place.path() / "state.sqlite";
    std::unique_ptr<Database> database;
};

TEST_F(MigrationsTest, BringAnEmptyFileToTheLastVersion) {
    ASSERT_TRUE(migrate(*database));

    EXPECT_EQ(version(), std::ssize(migrations()));
    EXPECT_EQ(database->number("PRAGMA application_id").value(), application_id);
    EXPECT_EQ(database->number("SELECT count(*) FROM message").value(), 0);
}

TEST_F(MigrationsTest, HaveNothingToDoTheSecondTime) {
    ASSERT_TRUE(migrate(*database));
    EXPECT_TRUE(migrate(*database));
}

TEST_F(MigrationsTest, GoOnFromTheVersionThatIsThere) {
    ASSERT_TRUE(migrate(*database, all.first(1)));
    EXPECT_EQ(version(), 1);

    ASSERT_TRUE(migrate(*database, all.first(2)));

    EXPECT_EQ(version(), 2);
    EXPECT_EQ(database->number("SELECT y FROM a").value(), 7) << "the row of version 1 is there";
}

TEST_F(MigrationsTest, LeaveTheFileAsItWasWhenAStepFails) {
    ASSERT_TRUE(migrate(*database, all.first(2)));

    EXPECT_FALSE(migrate(*database, all));

    EXPECT_EQ(version(), 2);
    EXPECT_EQ(database->number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'").value(), 0);
}

TEST_F(MigrationsTest, RefuseANewerVersion) {
    ASSERT_TRUE(migrate(*database, all.first(2)));

    const auto older = migrate(*database, all.first(1));

    ASSERT_FALSE(older);
    EXPECT_EQ(older.error().kind, ports::FailureKind::local_io);
    EXPECT_NE(older.error().sentence.find("newer version"), std::string::npos);
    EXPECT_EQ(version(), 2);
}

TEST_F(MigrationsTest, RefuseAnotherProgramsDatabase) {
    ASSERT_TRUE(database->execute("CREATE TABLE theirs (x); PRAGMA user_version = 1"));

    const auto migrated = migrate(*database);

    ASSERT_FALSE(migrated);
    EXPECT_NE(migrated.error().sentence.find("another program"), std::string::npos);
}

} // namespace
} // namespace sqlite
