#include "adapters/imap/wire/framer.hpp"
#include "adapters/imap/wire/read_response.hpp"
#include "testserver/protocol/server_session.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace testserver {
namespace {

/// What a client asks of a mailbox of ten mails, and all steps of the answers.
Steps spoken(std::optional<std::uint64_t> grease) {
    World world{Profile::gmail};
    world.grease = grease;
    const auto account = std::make_shared<Account>(MailboxSettings{});
    world.add_user({"me@gmail.com", "secret", account});
    for (int i = 0; i < 10; ++i) {
        account->deliver({"Subject: " + std::to_string(i) + "\r\n\r\nbody", {}, {}, {domain::inbox}}
        );
    }
    const Instant now{std::chrono::seconds{1'700'000'000}};
    ServerSession session{world, now};
    auto steps = session.take_steps();
    for (const auto* command :
         {"a LOGIN me@gmail.com secret\r\n",
          "b LIST \"\" *\r\n",
          "c SELECT INBOX\r\n",
          "d UID FETCH 1:* (UID FLAGS X-GM-LABELS ENVELOPE RFC822.SIZE BODY.PEEK[HEADER])\r\n",
          "e UID SEARCH ALL\r\n",
          "f LOGOUT\r\n"}) {
        session.receive(command, now);
        auto more = session.take_steps();
        std::ranges::move(more, std::back_inserter(steps));
    }
    return steps;
}

std::string bytes_of(const Steps& steps) {
    std::string bytes;
    for (const auto& each : steps) {
        if (const auto* send = std::get_if<step::Send>(&each)) {
            bytes += send->bytes;
        }
    }
    return bytes;
}

TEST(Grease, VariesBySeedAndByNothingElse) {
    EXPECT_EQ(bytes_of(spoken(1)), bytes_of(spoken(1)));
    EXPECT_NE(bytes_of(spoken(1)), bytes_of(spoken(2)));
    EXPECT_EQ(bytes_of(spoken(std::nullopt)), bytes_of(spoken(std::nullopt)));
}

/// All that a strict reader has to forgive in what was said, and how many messages came.
struct Reading {
    std::set<imap::wire::Quirk> quirks;
    std::size_t fetched = 0;
};

Reading read(const std::string& bytes) {
    Reading all;
    imap::wire::Framer framer{imap::wire::Peer::server, {}};
    framer.receive(bytes);
    for (auto event = framer.next(); !std::holds_alternative<imap::wire::NeedMore>(event);
         event = framer.next()) {
        const auto* frame = std::get_if<imap::wire::Frame>(&event);
        if (frame == nullptr) {
            ADD_FAILURE() << bytes;
            break;
        }
        const auto response = imap::wire::read_response(*frame);
        if (!response) {
            ADD_FAILURE() << response.error().what << ": " << frame->text;
            continue;
        }
        all.quirks.insert(response->quirks.begin(), response->quirks.end());
        all.fetched += std::holds_alternative<imap::wire::Fetch>(response->data) ? 1U : 0U;
    }
    return all;
}

TEST(Grease, IsAsLegalAsTheCalmServer) {
    const auto calm = read(bytes_of(spoken(std::nullopt)));
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        SCOPED_TRACE(seed);
        const auto varied = read(bytes_of(spoken(seed)));

        EXPECT_TRUE(std::ranges::includes(calm.quirks, varied.quirks));
        EXPECT_EQ(varied.fetched, calm.fetched);
    }
}

TEST(Grease, CutsSegmentsAndSaysWhatNobodyAskedFor) {
    std::set<bool> told;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto steps = spoken(seed);
        EXPECT_TRUE(std::ranges::any_of(steps, [](const Step& each) {
            return std::holds_alternative<step::Flush>(each);
        }));
        told.insert(bytes_of(steps).find("Nothing to see here") != std::string::npos);
    }
    EXPECT_THAT(told, testing::Contains(true));
}

} // namespace
} // namespace testserver
