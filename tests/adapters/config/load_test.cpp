#include "adapters/config/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace config {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Given given() {
    Given given;
    given.home = "/home/ann";
    given.config_folder = "/home/ann/.config/gmail-classifier";
    given.state_folder = "/home/ann/.local/state/gmail-classifier";
    return given;
}

Loaded loaded(std::string_view text, const Given& with = given()) {
    return load_text(with, "/etc/gc/config.toml", text);
}

const Resolved& value(const Loaded& loaded, KeyId id) {
    return loaded.values[static_cast<std::size_t>(id)];
}

const std::string example = R"toml(
version = 1
mode    = "suggest"

[account.me]
address = "you@gmail.com"
secret  = { keyring = true }
scope   = "newer_than:2y -in:chats"

[learn]
labels           = ["Receipts", "Travel", "Lists/*", "Work/**"]
min_examples     = 40
target_precision = 0.98
body_bytes       = 4096

[limits]
bytes_per_day = "400 MB"
actions_per_run = 100

[protect]
from  = ["*@accounts.google.com", "contacts", "people-i-replied-to"]
query = "is:starred OR is:important"

[[rule]]
name = "receipts"
when = "from:(shop.example OR pay.example) subject:(receipt OR invoice)"
do   = { label = ["Receipts"], archive = true }
stop = true

[[rule]]
name   = "build noise"
when   = "list:ci.example"
unless = "to:me OR subject:failed"
do     = { label = ["Lists/CI"], archive = true, after = "10m" }
)toml";

TEST(Load, ReadsTheExampleOfTheManual) {
    const Loaded all = loaded(example);

    EXPECT_FALSE(failure(all.mistakes)) << failure(all.mistakes)->sentence;
    const Settings& settings = all.settings;
    EXPECT_EQ(settings.account, "me");
    EXPECT_EQ(settings.address, "you@gmail.com");
    EXPECT_EQ(settings.secret.kind, SecretPlace::Kind::keyring);
    EXPECT_TRUE(settings.scope.has_value());
    EXPECT_THAT(settings.learn_labels, ElementsAre("Receipts", "Travel", "Lists/*", "Work/**"));
    EXPECT_EQ(settings.min_examples, 40U);
    EXPECT_DOUBLE_EQ(settings.target_precision, 0.98);
    EXPECT_EQ(settings.body_bytes.count, 4096U);
    EXPECT_EQ(settings.bytes_per_day.count, 400'000'000U);
    EXPECT_EQ(settings.actions_per_run, 100U);
    EXPECT_EQ(all.rules.rules.size(), 2U);
    EXPECT_EQ(all.rules.guards.size(), 4U);
    EXPECT_EQ(all.rules.rules[1].after, std::chrono::minutes{10});
}

TEST(Load, NeedsNoFile) {
    Given with = given();
    with.flags = {
        {"user", "ann"},
        {"host", "127.0.0.1"},
        {"port", "1143"},
        {"password-file", "p"},
        {"state-dir", "s"},
        {"ca-file", "ca.pem"}
    };

    const Loaded all = load_text(with, "", std::nullopt);

    EXPECT_THAT(all.mistakes, IsEmpty());
    EXPECT_EQ(all.settings.account, "ann");
    EXPECT_EQ(all.settings.port, 1143);
    EXPECT_EQ(all.settings.secret.kind, SecretPlace::Kind::file);
    EXPECT_EQ(all.settings.secret.text, "p");
    EXPECT_EQ(all.settings.state_dir, "s");
    EXPECT_FALSE(missing_for_login(all.settings));
}

TEST(Load, HasDefaults) {
    const Settings settings = loaded("").settings;

    EXPECT_EQ(settings.host, "imap.gmail.com");
    EXPECT_EQ(settings.port, 993);
    EXPECT_EQ(settings.mode, Mode::suggest);
    EXPECT_EQ(settings.learn_from, LearnFrom::labels);
    EXPECT_EQ(settings.min_examples, 30U);
    EXPECT_EQ(settings.body_bytes.count, 4096U);
    EXPECT_EQ(settings.actions_per_run, 500U);
    EXPECT_EQ(settings.state_dir, "/home/ann/.local/state/gmail-classifier");
    EXPECT_EQ(settings.secret.kind, SecretPlace::Kind::unsaid);
    EXPECT_EQ(missing_for_login(settings)->kind, ports::FailureKind::config);
}

TEST(Load, LetsTheStrongestPlaceWinAndSaysWhichItIs) {
    const std::string text = "host = \"top\"\n[account.a]\nhost = \"account\"\n";
    Given with = given();
    EXPECT_EQ(value(loaded(""), KeyId::host).place(), "default");
    EXPECT_EQ(loaded("host = \"top\"").settings.host, "top");
    EXPECT_EQ(loaded(text).settings.host, "account");
    EXPECT_EQ(value(loaded(text), KeyId::host).place(), "/etc/gc/config.toml:3:8");

    with.variables["GMAIL_CLASSIFIER_HOST"] = "variable";
    EXPECT_EQ(loaded(text, with).settings.host, "variable");
    EXPECT_EQ(value(loaded(text, with), KeyId::host).place(), "GMAIL_CLASSIFIER_HOST");

    with.flags["host"] = "flag";
    EXPECT_EQ(loaded(text, with).settings.host, "flag");
    EXPECT_EQ(value(loaded(text, with), KeyId::host).place(), "--host");
}

TEST(Load, TakesSectionsOfAnAccountBeforeThoseOfTheFile) {
    const Loaded all = loaded("[learn]\nmin_examples = 5\nbody_bytes = 0\n"
                              "[account.a.learn]\nmin_examples = 7\n");

    EXPECT_EQ(all.settings.min_examples, 7U);
    EXPECT_EQ(all.settings.body_bytes.count, 0U);
}

TEST(Load, ChoosesTheAccountThatIsNamed) {
    const std::string two = "[account.a]\naddress = \"a@x\"\n[account.b]\naddress = \"b@x\"\n";
    Given with = given();
    EXPECT_THAT(failure(loaded(two).mistakes)->sentence, HasSubstr("say which account: a, b"));

    with.flags["account"] = "b";
    EXPECT_EQ(loaded(two, with).settings.address, "b@x");

    with.flags["account"] = "bb";
    EXPECT_THAT(failure(loaded(two, with).mistakes)->sentence, HasSubstr("did you mean b?"));
}

TEST(Load, TakesPathsInAFileRelativeToTheFileAndTheTildeForTheHome) {
    EXPECT_EQ(loaded("ca_file = \"ca.pem\"").settings.ca_file, "/etc/gc/ca.pem");
    EXPECT_EQ(loaded("ca_file = \"~/ca.pem\"").settings.ca_file, "/home/ann/ca.pem");
    EXPECT_EQ(loaded("ca_file = \"/ca.pem\"").settings.ca_file, "/ca.pem");
}

TEST(Load, LetsAStrongerSecretReplaceAnother) {
    Given with = given();
    with.flags["password-command"] = "pass show gmail";

    const Loaded all = loaded("secret = { keyring = true }", with);

    EXPECT_THAT(all.mistakes, IsEmpty());
    EXPECT_EQ(all.settings.secret.kind, SecretPlace::Kind::command);
    EXPECT_EQ(all.settings.secret.text, "pass show gmail");
}

TEST(Load, ShowsValuesAsTheyWereWritten) {
    const Loaded all = loaded("[learn]\nlabels = [\"a\", \"b\"]\n[limits]\nsettle = \"2m\"\n");

    EXPECT_EQ(value(all, KeyId::learn_labels).text(), "a, b");
    EXPECT_EQ(value(all, KeyId::settle).text(), "120s");
    EXPECT_EQ(value(all, KeyId::target_precision).text(), "0.97");
    EXPECT_EQ(value(all, KeyId::ca_file).text(), "");
}

TEST(Load, ReadsTheFileThatIsNamed) {
    std::string name = (fs::temp_directory_path() / "config-XXXXXX").string();
    const fs::path folder = ::mkdtemp(name.data());
    std::ofstream{folder / "c.toml"} << "host = \"here\"";
    Given with = given();

    with.flags["config"] = (folder / "c.toml").string();
    EXPECT_EQ(load(with).settings.host, "here");
    EXPECT_EQ(load(with).file, folder / "c.toml");

    with.flags["config"] = (folder / "none.toml").string();
    EXPECT_THAT(failure(load(with).mistakes)->sentence, HasSubstr("there is no such file"));

    with.flags.clear();
    with.config_folder = folder;
    EXPECT_THAT(load(with).mistakes, IsEmpty()) << "the usual file need not be there";
    fs::remove_all(folder);
}

} // namespace
} // namespace config
