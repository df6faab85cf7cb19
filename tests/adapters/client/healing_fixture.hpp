#pragma once

#include "adapters/imap/client/healing_mail_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

/// A healing store over connections that fail as the test says, on a clock moved by hand.
namespace imap::client::healing_test {

using ports::Failure;
using ports::FailureKind;
using ports::Result;
using ports::Uid;
using testing::ElementsAre;
using testing::HasSubstr;

/// A mailbox in a map, and the ways in which connections to it are to fail.
struct World {
    std::map<std::uint32_t, domain::LabelSet> mailbox;
    std::uint32_t uid_validity = 7;
    std::map<std::uint32_t, std::string> ids{{1, "a"}, {2, "b"}, {3, "c"}, {4, "d"}};
    /// What happens to the n-th message that is sent or the n-th label that is written; taken from
    /// the front, empty strings are calm.
    std::deque<std::string> weather;
    std::set<std::uint32_t> poisoned; ///< UIDs at which a FETCH ends the connection.
    bool folders_too = false;         ///< So does a LIST.
    std::vector<std::string> log;
    /// Labels that were written and do not show yet.
    std::map<std::uint32_t, domain::LabelSet> unseen;

    bool keeps_changes = true;

    void show() {
        for (const auto& [uid, labels] : unseen) {
            mailbox[uid].insert(labels.begin(), labels.end());
        }
        unseen.clear();
    }

    /// The server numbers the folder anew: each UID grows by 10.
    void renumber() {
        ++uid_validity;
        const auto move = [](auto& by_uid) {
            std::decay_t<decltype(by_uid)> moved;
            for (auto& [uid, what] : by_uid) {
                moved[uid + 10] = what;
            }
            by_uid = moved;
        };
        move(mailbox);
        move(ids);
    }

    std::string next_weather() {
        if (weather.empty()) {
            return {};
        }
        const std::string now = weather.front();
        weather.pop_front();
        return now;
    }
};

inline Failure lost() {
    return {FailureKind::connection_lost, "the link broke", {}, {}};
}

class FlakyStore final : public ConnectionStore {
public:
    explicit FlakyStore(World& world) : world_(world) {}

    Result<void> connect(std::stop_token /*stop*/) override {
        world_.log.emplace_back("connect");
        return {};
    }

    Result<void> authenticate(ports::Freshness freshness, std::stop_token /*stop*/) override {
        const bool forced = freshness == ports::Freshness::forced;
        world_.log.emplace_back(forced ? "login with a new token" : "login");
        if (world_.next_weather() == "refuse login") {
            return ports::fail(FailureKind::credential_refused, "no");
        }
        return {};
    }

    Result<std::vector<ports::Folder>> folders(std::stop_token /*stop*/) override {
        if (world_.folders_too) {
            return ports::fail(lost());
        }
        return std::vector<ports::Folder>{{"INBOX"}};
    }

    Result<ports::FolderState>
    open(const std::string& folder, ports::Access /*access*/, std::stop_token /*stop*/) override {
        world_.log.push_back("select " + folder);
        ports::FolderState state;
        state.folder = folder;
        state.uid_validity = world_.uid_validity;
        return state;
    }

    [[nodiscard]] ports::StoreTraits traits() const override { return {}; }

    Result<std::vector<Uid>> uids(std::stop_token /*stop*/) override {
        std::vector<Uid> uids;
        for (const auto& [uid, labels] : world_.mailbox) {
            uids.push_back({uid});
        }
        return uids;
    }

    Result<void> fetch(
        const ports::FetchRequest& request, const ports::MessageSink& sink, std::stop_token /*stop*/
    ) override {
        log_uids("fetch", request.uids);
        for (const Uid uid : request.uids) {
            if (world_.next_weather() == "cut" || world_.poisoned.contains(uid.value)) {
                return ports::fail(lost());
            }
            if (!world_.mailbox.contains(uid.value)) {
                continue;
            }
            ports::StoredMessage message;
            message.uid = uid;
            message.message.id = {world_.ids.at(uid.value)};
            message.message.labels = world_.mailbox.at(uid.value);
            if (auto taken = sink(std::move(message)); !taken) {
                return taken;
            }
        }
        return {};
    }

    Result<void> fetch_changes(
        ports::ModSeq /*since*/, const ports::MessageSink& sink, std::stop_token /*stop*/
    ) override {
        for (const auto& [uid, labels] : world_.mailbox) {
            if (world_.next_weather() == "cut") {
                return ports::fail(lost());
            }
            static_cast<void>(sink({.uid = {uid}, .modseq = {1}, .message = {}}));
        }
        return {};
    }

    Result<ports::News> await_news(
        const ports::FolderState& /*seen*/,
        ports::Clock::Monotonic /*until*/,
        std::stop_token /*stop*/
    ) override {
        world_.log.emplace_back("await news");
        if (world_.next_weather() == "cut") {
            return ports::fail(lost());
        }
        return ports::News::none;
    }

    Result<void> change(
        std::span<const ports::LabelDelta> deltas,
        const ports::ObservationSink& sink,
        std::stop_token /*stop*/
    ) override {
        std::vector<Uid> uids;
        for (const auto& delta : deltas) {
            uids.push_back(delta.uid);
        }
        log_uids("store", uids);
        refused_ = false;
        for (const auto& delta : deltas) {
            const std::string weather = world_.next_weather();
            if (weather == "cut before") {
                return ports::fail(lost());
            }
            auto& labels = world_.mailbox.at(delta.uid.value);
            refused_ = refused_ || weather == "refuse";
            if (weather == "late") {
                world_.unseen[delta.uid.value] = delta.add;
            } else if (weather != "refuse" && world_.keeps_changes) {
                labels.insert(delta.add.begin(), delta.add.end());
            }
            if (weather == "cut after") {
                return ports::fail(lost());
            }
            if (auto taken = sink({delta.id, delta.uid, labels}); !taken) {
                return taken;
            }
        }
        return {};
    }

    Result<void> create_labels(
        std::span<const domain::Label> /*labels*/, std::stop_token /*stop*/
    ) override {
        return {};
    }

    [[nodiscard]] bool refused_changes() const override { return refused_; }

    [[nodiscard]] ports::Transferred transferred() const override { return {{10}, {1}}; }

    Result<void> close() override { return {}; }

private:
    void log_uids(const std::string& verb, const std::vector<Uid>& uids) {
        std::string line = verb;
        for (const Uid uid : uids) {
            line += ' ' + std::to_string(uid.value);
        }
        world_.log.push_back(line);
    }

    World& world_;
    bool refused_ = false;
};

class ManualClock final : public ports::Clock {
public:
    [[nodiscard]] Monotonic monotonic() const override { return now; }

    [[nodiscard]] domain::Timestamp wall() const override { return {}; }

    Monotonic now{};
};

class NoJitter final : public ports::Randomness {
public:
    std::uint64_t next() override { return 0; }
};

class Notes final : public ports::Reporter {
public:
    void report(const ports::Event& event) override {
        if (const auto* const news = std::get_if<ports::ConnectionEvent>(&event)) {
            connection.push_back(news->what);
        }
    }

    std::vector<ports::ConnectionEvent::What> connection;
};

class HealingFixture : public testing::Test {
protected:
    HealingFixture() {
        for (std::uint32_t uid = 1; uid <= 4; ++uid) {
            world_.mailbox[uid] = {};
        }
    }

    /// Opens the folder; what is logged before is not of interest.
    void open() {
        ASSERT_TRUE(store_.open("INBOX", ports::Access::write, {}));
        world_.log.clear();
    }

    Result<void> fetch() {
        return store_.fetch(
            {.uids = {{1}, {2}, {3}, {4}}, .headers = false, .text = {}},
            [this](const ports::StoredMessage& message) -> Result<void> {
                received_.push_back(message.uid.value);
                return {};
            },
            stop_.get_token()
        );
    }

    Result<void> label_two() {
        const std::vector<ports::LabelDelta> deltas{
            {.id = {"a"}, .uid = {1}, .add = {{"Work"}}, .remove = {}},
            {.id = {"b"}, .uid = {2}, .add = {{"Work"}}, .remove = {}}
        };
        return store_.change(
            deltas,
            [this](const ports::Observation& seen) -> Result<void> {
                received_.push_back(seen.uid.value);
                vanished_ += seen.labels ? 0 : 1;
                labelled_ += seen.labels && seen.labels->contains({"Work"}) ? 1 : 0;
                return {};
            },
            stop_.get_token()
        );
    }

    World world_;
    ManualClock clock_;
    NoJitter randomness_;
    Notes notes_;
    std::stop_source stop_;
    std::vector<std::uint32_t> received_;
    int vanished_ = 0;
    int labelled_ = 0;
    std::function<void()> while_asleep_ = [] {};
    HealingMailStore store_{
        {.make = [this] { return std::make_unique<FlakyStore>(world_); },
         .clock = clock_,
         .randomness = randomness_,
         .reporter = notes_,
         .sleep =
             [this](supervise::Moment until, const std::stop_token& /*stop*/) {
                 while_asleep_();
                 clock_.now = until;
             }},
        supervise::command_policy()
    };
};

} // namespace imap::client::healing_test
