#include "adapters/secrets/command_secret_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secrets {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

std::string failure_of(const std::string& command, milliseconds timeout = milliseconds{10'000}) {
    const auto read = CommandSecretStore{command, timeout}.read();
    EXPECT_FALSE(read);
    EXPECT_EQ(read.error().kind, ports::FailureKind::config);
    return read.error().sentence;
}

TEST(CommandSecretStore, TakesTheFirstLine) {
    EXPECT_EQ(CommandSecretStore{"printf 'hunter2\\nuser: ann\\n'"}.read()->reveal(), "hunter2");
    EXPECT_EQ(CommandSecretStore{"printf hunter2"}.read()->reveal(), "hunter2");
}

TEST(CommandSecretStore, GivesTheCommandNothingToRead) {
    EXPECT_EQ(CommandSecretStore{"cat; echo end"}.read()->reveal(), "end");
}

TEST(CommandSecretStore, SaysHowTheCommandEnded) {
    EXPECT_THAT(failure_of("echo hunter2; exit 3"), HasSubstr("ended with status 3"));
    EXPECT_THAT(failure_of("kill -9 $$"), HasSubstr("was ended by signal 9"));
    EXPECT_THAT(failure_of("true"), HasSubstr("no password"));
    EXPECT_THAT(failure_of("no-such-program-here 2>/dev/null"), HasSubstr("status 127"));
}

TEST(CommandSecretStore, EndsACommandThatTakesTooLong) {
    EXPECT_THAT(failure_of("exec sleep 1000", milliseconds{20}), HasSubstr("takes too long"));
}

TEST(CommandSecretStore, EndsACommandThatPrintsTooMuch) {
    EXPECT_THAT(failure_of("exec yes hunter2"), HasSubstr("prints too much"));
}

TEST(CommandSecretStore, CannotBeWritten) {
    CommandSecretStore store{"true"};

    EXPECT_FALSE(store.write(ports::Secret{"x"}));
    EXPECT_FALSE(store.erase());
}

} // namespace
} // namespace secrets
