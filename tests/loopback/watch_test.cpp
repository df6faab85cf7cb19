// `watch` on real sockets: mail that curl delivers while it waits in IDLE is labelled.

#include "tests/loopback/dovecot_account.hpp"
#include "tests/loopback/served_account.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace loopback {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view travel_rule = R"toml(
[[rule]]
name = "trips"
when = "subject:itinerary"
do   = { label = ["Journeys"] }
)toml";

/// Someone else's program puts a mail into the inbox.
class Courier {
public:
    explicit Courier(const ServedAccount& account) : folder_(account.folder()) {
        const auto flags = account.flags();
        std::ifstream secret{flags.at("password-file")};
        std::string password;
        std::getline(secret, password);
        std::ofstream{folder_ / "courier.conf"} << fmt::format(
            "silent\ncacert = \"{}\"\nurl = \"imaps://{}:{}/INBOX\"\nuser = \"{}:{}\"\n",
            flags.at("ca-file"),
            flags.at("host"),
            flags.at("port"),
            flags.at("user"),
            password
        );
    }

    void deliver(std::string_view subject) const {
        std::ofstream{folder_ / "mail.eml"} << fmt::format(
            "From: desk@air.example\r\nSubject: {}\r\n\r\nDear traveller\r\n", subject
        );
        const auto command = fmt::format(
            "curl -K '{}' -T '{}'",
            (folder_ / "courier.conf").string(),
            (folder_ / "mail.eml").string()
        );
        ASSERT_EQ(std::system(command.c_str()), 0) << command;
    }

private:
    std::filesystem::path folder_;
};

/// The subjects of the events of that name, in the order they came.
std::vector<std::string> subjects(const Ran& ran, std::string_view event) {
    std::vector<std::string> found;
    std::istringstream lines{ran.out};
    for (std::string line; std::getline(lines, line);) {
        const auto object = boost::json::parse(line).as_object();
        if (object.at("event").as_string() == event) {
            found.emplace_back(object.at("subject").as_string());
        }
    }
    return found;
}

std::size_t with_label(const Mailbox& mailbox, const char* label) {
    return static_cast<std::size_t>(std::ranges::count_if(mailbox, [label](const auto& entry) {
        return entry.second.labels.contains({label});
    }));
}

void expect_that_watch_labels_what_comes(const ServedAccount& account) {
    account.configure(travel_rule);
    const Courier courier{account};
    ASSERT_EQ(account.run({"watch", "--for=1s"}).code, 0);
    courier.deliver("Your itinerary");
    const auto before = account.look();

    Ran watched;
    std::atomic<bool> over = false;
    std::jthread watching{[&] {
        watched = account.run({"watch", "--apply", "--for=4s", "--json"});
        over = true;
    }};
    while (!over && with_label(account.look(), "Journeys") == 0) {
    }
    courier.deliver("Another itinerary"); // It waits in IDLE by now, or is about to.
    watching.join();

    EXPECT_EQ(watched.code, 0) << watched.err;
    EXPECT_THAT(
        subjects(watched, "applied"), ::testing::ElementsAre("Your itinerary", "Another itinerary")
    ) << watched.out;
    EXPECT_EQ(with_label(account.look(), "Journeys"), 2U);
    account.undo_all();
    EXPECT_EQ(with_label(account.look(), "Journeys"), 0U);
    for (const auto& [id, held] : before) {
        EXPECT_EQ(account.look().at(id), held) << "flags and labels of " << id;
    }
}

TEST(Watch, LabelsMailThatComesToFakeGmail) {
    const FakeAccount account{20};

    expect_that_watch_labels_what_comes(account);
}

TEST(Watch, LabelsMailThatComesToDovecot) {
    if (!support::Dovecot::available()) {
        GTEST_SKIP() << support::Dovecot::how_to_install;
    }
    const DovecotAccount account{20};

    expect_that_watch_labels_what_comes(account);
}

TEST(Watch, SaysThatItMayNotWhereTheModeIsOff) {
    const FakeAccount account{1};
    account.configure("mode = \"off\"\n");

    const auto ran = account.run({"watch", "--for=1s"});

    EXPECT_EQ(ran.code, 78);
    EXPECT_THAT(ran.err, HasSubstr("mode is \"off\""));
}

TEST(Watch, WantsATimeAfterFor) {
    const FakeAccount account{1};

    EXPECT_EQ(account.run({"watch", "--for=soon"}).code, 64);
}

} // namespace
} // namespace loopback
