#include "testserver/protocol/deflate.hpp"
#include "testserver/protocol/server_session.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class Session : public testing::Test {
protected:
    Session() { world.add_user({"me@gmail.com", "secret", account}); }

    static std::string take(ServerSession& from) {
        std::string bytes;
        for (auto more = from.take_output(); !more.empty(); more = from.take_output()) {
            bytes += more;
        }
        return bytes;
    }

    std::string ask(std::string_view bytes) {
        session.receive(bytes, now);
        return take(session);
    }

    void log_in_and_select() { ask("a LOGIN me@gmail.com secret\r\nb SELECT INBOX\r\n"); }

    void fill(std::size_t count, std::size_t size) {
        for (std::size_t i = 0; i < count; ++i) {
            account->deliver(
                {"Subject: " + std::to_string(i) + "\r\n\r\n" + std::string(size, 'x'),
                 {},
                 {},
                 {domain::inbox}}
            );
        }
    }

    Instant now{std::chrono::seconds{1'700'000'000}};
    std::shared_ptr<Account> account = std::make_shared<Account>(MailboxSettings{});
    World world{Profile::gmail};
    ServerSession session{world, now};
};

TEST_F(Session, TakesCommandsThatArriveByteByByte) {
    std::string answer = take(session);
    for (const char c : std::string_view{"a LOGIN me@gmail.com {6+}\r\nsecret\r\n"}) {
        answer += ask({&c, 1});
    }

    EXPECT_THAT(answer, EndsWith("a OK me@gmail.com authenticated (Success)\r\n"));
}

TEST_F(Session, AnswersPipelinedCommandsInOrder) {
    take(session);

    const auto answer = ask("a LOGIN me@gmail.com secret\r\nb NOOP\r\nc LOGOUT\r\n");

    EXPECT_THAT(
        answer,
        HasSubstr("b OK Success\r\n* BYE LOGOUT Requested\r\nc OK 73 good day (Success)\r\n")
    );
    EXPECT_TRUE(session.finished());
}

TEST_F(Session, SaysNothingAfterLogout) {
    ask("a LOGOUT\r\n");

    EXPECT_EQ(ask("b NOOP\r\n"), "");
}

TEST_F(Session, AnswersALargeFetchInPieces) {
    fill(100, 20'000);
    log_in_and_select();

    session.receive("c UID FETCH 1:* (BODY.PEEK[])\r\nd NOOP\r\n", now);
    const auto first = session.take_output();

    EXPECT_LT(first.size(), 200'000U) << "A client that does not read must not fill the memory.";
    EXPECT_THAT(take(session), EndsWith("c OK Success\r\nd OK Success\r\n"));
}

TEST_F(Session, ReportsWhatHappened) {
    log_in_and_select();
    std::vector<std::string> names;
    while (const auto event = session.next_event()) {
        if (const auto* done = std::get_if<CommandDone>(&*event)) {
            names.push_back(done->name);
        } else if (const auto* login = std::get_if<LoggedIn>(&*event)) {
            names.push_back("in " + login->user);
        }
    }

    EXPECT_THAT(names, testing::ElementsAre("in me@gmail.com", "LOGIN", "SELECT"));
}

TEST_F(Session, RefusesALiteralThatIsTooLongWithoutReadingIt) {
    log_in_and_select();

    EXPECT_EQ(ask("c APPEND INBOX {99999999}\r\n"), "c BAD [TOOBIG] Message too large.\r\n");
    EXPECT_EQ(ask("d NOOP\r\n"), "d OK Success\r\n");
}

TEST_F(Session, TakesNoMoreUnaskedThanLiteralMinusAllows) {
    log_in_and_select();

    EXPECT_THAT(
        ask("c APPEND INBOX {4096+}\r\n" + std::string(4096, 'x') + "\r\n"), HasSubstr("c OK")
    );
    EXPECT_EQ(
        ask("d APPEND INBOX {4097+}\r\n" + std::string(4097, 'x') + "\r\ne NOOP\r\n"),
        "d BAD [TOOBIG] Message too large.\r\ne OK Success\r\n"
    );
}

TEST_F(Session, GivesALargeLiteralNoRoomBeforeLogin) {
    take(session);

    EXPECT_THAT(ask("a LOGIN {100000}\r\n"), StartsWith("a BAD [TOOBIG]"));
}

TEST_F(Session, EndsWithAClientThatOnlySendsGarbage) {
    take(session);
    std::string answer;
    for (int i = 0; i < 60; ++i) {
        answer += ask("\x01\x02\xFF garbage\r\n");
    }

    EXPECT_TRUE(session.finished());
    EXPECT_THAT(answer, HasSubstr("* BYE "));
}

TEST_F(Session, CompressesAfterTheOk) {
    ask("a LOGIN me@gmail.com secret\r\n");
    Deflater deflater;
    Inflater inflater;

    EXPECT_EQ(ask("b COMPRESS DEFLATE\r\n"), "b OK Success\r\n");
    EXPECT_EQ(inflater.inflate(ask(deflater.deflate("c NOOP\r\n"))), "c OK Success\r\n");
}

TEST_F(Session, TakesDeflatedBytesThatArriveWithTheCommand) {
    ask("a LOGIN me@gmail.com secret\r\n");
    Deflater deflater;
    Inflater inflater;
    const std::string ok = "b OK Success\r\n";

    const auto answer = ask("b COMPRESS DEFLATE\r\n" + deflater.deflate("c NOOP\r\n"));

    ASSERT_THAT(answer, StartsWith(ok));
    EXPECT_EQ(inflater.inflate(answer.substr(ok.size())), "c OK Success\r\n");
}

TEST_F(Session, ClosesWhenTheCompressedStreamIsBroken) {
    ask("a LOGIN me@gmail.com secret\r\nb COMPRESS DEFLATE\r\n");

    ask("\xFF\xFF\xFF\xFF not deflated");

    EXPECT_TRUE(session.finished());
}

/// Notes what passes and, when told, hides a command from the mailbox.
class Spy : public Interceptor {
public:
    Treatment on_command(const ConnectionFacts& connection, const CommandSeen& command) override {
        log += connection.user + ' ' + std::string{command.name} + '\n';
        return command.name == hidden ? treatment : Treatment{};
    }

    Steps
    on_output(const ConnectionFacts& /*connection*/, std::string bytes, Instant /*now*/) override {
        sent += bytes;
        return {step::Send{std::move(bytes)}};
    }

    std::string hidden;
    Treatment treatment;
    std::string log;
    std::string sent;
};

class InterceptedSession : public Session {
protected:
    Spy spy;
    ServerSession watched{world, now, {}, &spy};

    std::string ask_watched(std::string_view bytes) {
        watched.receive(bytes, now);
        return take(watched);
    }
};

TEST_F(InterceptedSession, ShowsEveryCommandAndByte) {
    const auto answer = ask_watched("a LOGIN me@gmail.com secret\r\nb NOOP\r\n");

    EXPECT_EQ(spy.log, " LOGIN\nme@gmail.com NOOP\n");
    EXPECT_EQ(spy.sent, answer);
}

TEST_F(InterceptedSession, CanApplyACommandAndLoseItsAnswer) {
    fill(1, 10);
    ask_watched("a LOGIN me@gmail.com secret\r\nb SELECT INBOX\r\n");
    spy.hidden = "UID STORE";
    spy.treatment.answer = false;

    EXPECT_EQ(ask_watched("c UID STORE 1 +X-GM-LABELS (Travel)\r\n"), "");
    EXPECT_EQ(account->find("Travel")->entries().size(), 1U);
}

TEST_F(InterceptedSession, CanSayOkAndDropTheEffect) {
    fill(1, 10);
    ask_watched("a LOGIN me@gmail.com secret\r\nb SELECT INBOX\r\n");
    spy.hidden = "UID STORE";
    spy.treatment.run = false;
    spy.treatment.after = {step::Send{"c OK Success [THROTTLED]\r\n"}};

    EXPECT_EQ(
        ask_watched("c UID STORE 1 +X-GM-LABELS (Travel)\r\n"), "c OK Success [THROTTLED]\r\n"
    );
    EXPECT_EQ(account->find("Travel"), nullptr);
}

} // namespace
} // namespace testserver
