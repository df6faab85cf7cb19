#include "adapters/memory/recording_reporter.hpp"
#include "app/compose/production.hpp"
#include "tests/loopback/served_account.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace loopback {
namespace {

using ::testing::HasSubstr;

#define EXPECT_OK(ran) EXPECT_EQ((ran).code, 0) << (ran).err

std::string confirm_all(const Ran& plan) {
    return "--confirm=" + std::to_string(plan.json().at("messages").to_number<int>());
}

TEST(WholeJob, EndsWithTheMailboxThatThePlanPredictedAndUndoRestoresIt) {
    const FakeAccount account{400};
    const auto before = account.look();

    EXPECT_OK(account.run({"sync", "--json"}));
    EXPECT_OK(account.run({"learn", "--json"}));
    const auto plan = account.run({"plan", "--json"});
    EXPECT_OK(plan);
    ASSERT_GT(plan.json().at("messages").to_number<int>(), 20);
    const auto predicted = account.predicted(before);
    ASSERT_NE(predicted, before);
    EXPECT_OK(account.run({"apply", "--last", confirm_all(plan)}));
    EXPECT_EQ(account.look(), predicted);

    const auto again = account.run({"apply", "--last", confirm_all(plan), "--json"});
    EXPECT_OK(again);
    EXPECT_EQ(again.json().at("done").to_number<int>(), 0);
    EXPECT_EQ(account.look(), predicted);

    EXPECT_OK(account.run({"undo", "1"}));
    EXPECT_EQ(account.look(), before);
}

TEST(WholeJob, ChangesNothingUntilItIsToldToApply) {
    const FakeAccount account{300};
    const auto before = account.look();

    EXPECT_OK(account.run({"sync"}));
    EXPECT_OK(account.run({"learn"}));
    EXPECT_OK(account.run({"eval"}));
    EXPECT_OK(account.run({"plan"}));
    EXPECT_OK(account.run({"show", "--group=sender"}));
    EXPECT_OK(account.run({"show", "--entries"}));
    EXPECT_OK(account.run({"apply", "--last", "--dry-run"}));
    EXPECT_OK(account.run({"explain", before.begin()->first, "--fetch"}));
    EXPECT_OK(account.run({"explain", before.begin()->first}));
    EXPECT_OK(account.run({"status"}));

    EXPECT_EQ(account.look(), before);
}

TEST(WholeJob, GoesBackToAnOlderModel) {
    const FakeAccount account{200};
    EXPECT_OK(account.run({"sync"}));
    EXPECT_OK(account.run({"learn"}));
    EXPECT_OK(account.run({"learn", "--min-examples=20"}));
    EXPECT_EQ(account.run({"status", "--json"}).json().at("model").to_number<int>(), 2);

    EXPECT_OK(account.run({"model", "rollback", "m1"}));

    EXPECT_EQ(account.run({"status", "--json"}).json().at("model").to_number<int>(), 1);
    const auto models = account.run({"model", "list", "--json"}).json().at("models").as_array();
    ASSERT_EQ(models.size(), 2U);
    EXPECT_FALSE(models.at(0).at("in_use").as_bool());
    EXPECT_TRUE(models.at(1).at("in_use").as_bool());
    EXPECT_EQ(account.run({"model", "rollback", "m9"}).code, 1);
    EXPECT_EQ(account.run({"model", "rollback", "old"}).code, 64);
}

TEST(WholeJob, SecondSyncFetchesNothing) {
    const FakeAccount account{200};
    const auto first = account.run({"sync", "--json"});

    const auto second = account.run({"sync", "--json"});

    const auto received = [](const Ran& ran) {
        return ran.json().at("bytes").at("received").to_number<std::uint64_t>();
    };
    EXPECT_EQ(first.json().at("cached").to_number<int>(), 200);
    EXPECT_EQ(second.json().at("folders").at(0).at("new").to_number<int>(), 0);
    EXPECT_LT(received(second) * 4, received(first));
}

TEST(WholeJob, GoesOnAfterTheFirstSmallRun) {
    const FakeAccount account{400};
    const auto before = account.look();
    EXPECT_OK(account.run({"sync"}));
    EXPECT_OK(account.run({"plan"}));
    const auto predicted = account.predicted(before);

    const auto first = account.run({"apply", "--json"});
    const auto second = account.run({"apply", "--json"});

    EXPECT_OK(first);
    EXPECT_EQ(first.json().at("done").to_number<int>(), 20);
    EXPECT_GT(first.json().at("left").to_number<int>(), 0);
    EXPECT_EQ(second.json().at("left").to_number<int>(), 0);
    EXPECT_EQ(account.look(), predicted);
}

TEST(WholeJob, AsksAPersonBeforeItUndoes) {
    const FakeAccount account{100};
    const auto before = account.look();
    EXPECT_OK(account.run({"plan", "--no-model"}));
    EXPECT_OK(account.run({"apply"}));
    const auto after = account.look();

    const auto refused = account.run_answering("n", {"undo"});
    EXPECT_OK(refused);
    EXPECT_THAT(refused.out, HasSubstr("Nothing was changed"));
    EXPECT_THAT(refused.err, HasSubstr("Undo them now? [y/N]"));
    EXPECT_EQ(account.look(), after);

    EXPECT_OK(account.run_answering("y", {"undo"}));
    EXPECT_EQ(account.look(), before);
}

TEST(WholeJob, PlansFromAFileAsFromTheStore) {
    const FakeAccount account{200};
    const auto file = (account.folder() / "my.plan").string();
    EXPECT_OK(account.run({"plan", "-o", file}));
    const auto predicted = account.predicted(account.look());

    EXPECT_OK(account.run({"show", file}));
    EXPECT_OK(account.run({"apply", file, "--max-actions=1000"}));

    EXPECT_EQ(account.look(), predicted);
}

TEST(WholeJob, TellsByTheExitCodeWhetherThePlanHasChanges) {
    const FakeAccount account{200};

    EXPECT_EQ(account.run({"plan", "--detailed-exitcode"}).code, 2);
    account.configure("");
    EXPECT_EQ(account.run({"plan", "--detailed-exitcode", "--no-model"}).code, 0);
}

TEST(Demo, ProvesItself) {
    const auto ran = FakeAccount::run_bare({"demo", "--json", "--messages=600"});

    ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
    EXPECT_TRUE(ran.json().at("undo restored every label").as_bool());
    EXPECT_TRUE(ran.json().at("every message is as the plan predicted").as_bool());
}

TEST(Demo, ProvesItselfInChaosToo) {
    const auto ran = FakeAccount::run_bare({"demo", "--json", "--chaos"});

    ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
    EXPECT_TRUE(ran.json().at("every message is as the plan predicted").as_bool());
    std::size_t mishaps = 0;
    for (const auto& [what, proved] : ran.json()) {
        mishaps += std::string_view{what}.starts_with("got over: ") && proved.as_bool() ? 1U : 0U;
    }
    EXPECT_EQ(mishaps, 6U) << ran.out;
}

TEST(Demo, RefusesSettingsThatItWouldIgnore) {
    const auto ran = FakeAccount::run_bare({"demo", "--host=imap.example"});

    EXPECT_EQ(ran.code, 64);
    EXPECT_THAT(ran.err, HasSubstr("--host has no"));
}

TEST(ExitCode, Is77WhenTheServerRefusesThePassword) {
    const FakeAccount account{5};
    std::ofstream{account.folder() / "password"} << "wrong";

    const auto ran = account.run({"sync"});

    EXPECT_EQ(ran.code, 77) << ran.err;
    EXPECT_THAT(ran.err, ::testing::Not(HasSubstr("wrong")));
}

TEST(ExitCode, Is76WhenTheServerCannotBeVerified) {
    const FakeAccount account{5};
    const FakeAccount other{5};
    std::filesystem::copy_file(
        other.folder() / "ca.pem",
        account.folder() / "ca.pem",
        std::filesystem::copy_options::overwrite_existing
    );

    EXPECT_EQ(account.run({"sync"}).code, 76);
}

TEST(ExitCode, Is11WhenAnotherRunHoldsTheAccount) {
    const FakeAccount account{5};
    const auto loaded = account.settings();
    compose::Production outside;
    memory::RecordingReporter reporter;
    const auto holder =
        compose::Account::open(loaded, {outside, reporter, {}}, compose::StateUse::write);
    ASSERT_TRUE(holder);

    EXPECT_EQ(account.run({"sync"}).code, 11);
}

TEST(ExitCode, Is78WhenTheConfigIsWrong) {
    const FakeAccount account{5};
    account.configure("[[rule]]\nname = \"x\"\nwhen = \"colour:red\"\ndo = { archive = true }\n");

    const auto ran = account.run({"sync"});

    EXPECT_EQ(ran.code, 78);
    EXPECT_THAT(ran.err, HasSubstr("colour"));
    EXPECT_EQ(account.run({"rules", "check"}).code, 78);
}

TEST(ExitCode, Is65WhenAPlanIsDamaged) {
    const FakeAccount account{5};
    const auto file = account.folder() / "broken.plan";
    std::ofstream{file} << "not a plan\n";

    EXPECT_EQ(account.run({"show", file.string()}).code, 65);
}

TEST(ExitCode, Is1WhenThePlanIsStale) {
    const FakeAccount account{100};
    EXPECT_OK(account.run({"plan"}));
    account.configure("[[rule]]\nname = \"x\"\nwhen = \"subject:order\"\ndo = { star = true }\n");

    const auto ran = account.run({"apply"});

    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.err, HasSubstr("rules"));
}

TEST(ExitCode, Is3WhenAMessageWasLeftAlone) {
    const FakeAccount account{200};
    EXPECT_OK(account.run({"plan"}));
    const auto shown = account.run({"show", "--json"}).json();
    const std::string id{shown.at("entries").at(0).at("id").as_string()};
    account.relabel(id, {"Private"});

    const auto ran = account.run({"apply", "--json"});

    EXPECT_EQ(ran.code, 3);
    EXPECT_EQ(ran.json().at("skipped").to_number<int>(), 1);
    EXPECT_EQ(ran.json().at("named").at(0).at("id").as_string(), id);
}

TEST(ExitCode, Is12WhenTheBytesOfTheDayAreUsedUp) {
    const FakeAccount account{100};

    EXPECT_EQ(account.run({"sync", "--max-bytes=1000"}).code, 12);
}

TEST(ExitCode, Is69WhenNobodyListens) {
    const FakeAccount account{5};
    auto loaded = account.settings();
    loaded.settings.port = 1;
    compose::Production outside;
    memory::RecordingReporter reporter;
    imap::supervise::Policy once;
    once.tries = 1;
    const auto opened =
        compose::Account::open(loaded, {outside, reporter, {}, {}, once}, compose::StateUse::write);
    ASSERT_TRUE(opened);

    const auto folders = (**(*opened)->mail()).folders({});

    ASSERT_FALSE(folders);
    EXPECT_EQ(ports::reaction(folders.error().kind).exit_code, 69) << folders.error().sentence;
}

TEST(Failures, AreOneJsonLineWhenAskedFor) {
    const auto ran = FakeAccount::run_bare({"snyc", "--json"});

    EXPECT_EQ(ran.code, 64);
    const auto failure = boost::json::parse(ran.err).as_object();
    EXPECT_EQ(failure.at("kind"), "usage");
    EXPECT_EQ(failure.at("exit_code"), 64);
}

} // namespace
} // namespace loopback
