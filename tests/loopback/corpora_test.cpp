#include "tests/loopback/dovecot_account.hpp"
#include "tests/loopback/gmail_account.hpp"
#include "tests/support/corpus.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

/// The whole job on real mail. Of each set a sample, so that a commit need not wait; with
/// WHOLE_CORPORA=1 (ci/nightly) every message.
namespace loopback {
namespace {

constexpr std::size_t sample = 500;

// A server that is not Gmail cannot archive, so there is no rule that would.
constexpr std::string_view config = R"toml(
[learn]
min_examples = 10
target_precision = 0.5

[[rule]]
name = "meetings"
when = "subject:(meeting OR agenda OR schedule)"
do   = { label = ["Journeys/Meetings"], star = true }
)toml";

/// Every third message loses its labels: mail that nobody has sorted yet.
std::vector<testserver::NewMessage> partly_unsorted(std::vector<testserver::NewMessage> mails) {
    for (std::size_t i = 0; i < mails.size(); i += 3) {
        mails[i].labels.clear();
    }
    return mails;
}

std::size_t how_many() {
    return std::getenv("WHOLE_CORPORA") != nullptr ? std::size_t{1'000'000} : sample;
}

void expect_ok(const ServedAccount& account, const std::vector<std::string>& words) {
    const auto ran = account.run(words);
    EXPECT_EQ(ran.code, 0) << words.front() << ": " << ran.err << ran.out;
}

void expect_the_whole_job(const ServedAccount& account) {
    account.configure(config);
    const auto before = account.look();
    ASSERT_FALSE(before.empty());

    expect_ok(account, {"sync"});
    expect_ok(account, {"learn"});
    expect_ok(account, {"eval"});
    expect_ok(account, {"plan"});
    expect_ok(account, {"show"});
    expect_ok(account, {"explain", before.begin()->first});
    EXPECT_EQ(account.look(), before) << "something changed before apply";

    const auto predicted = account.predicted(before);
    EXPECT_NE(predicted, before) << "the plan is empty";
    expect_ok(account, {"apply", "--last", "--max-actions=1000000"});
    EXPECT_EQ(account.look(), predicted);

    expect_ok(account, {"undo", "--last"});
    EXPECT_EQ(account.look(), before);
}

class Corpora : public ::testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (const auto missing = corpus().missing(); !missing.empty()) {
            GTEST_SKIP() << missing;
        }
    }

    [[nodiscard]] static support::Corpus corpus() { return support::Corpus{GetParam()}; }

    [[nodiscard]] static std::vector<testserver::NewMessage> mails() {
        return partly_unsorted(corpus().mails(how_many()));
    }
};

TEST_P(Corpora, EndAsPlannedAndRestoredOnFakeGmail) {
    expect_the_whole_job(GmailAccount{mails()});
}

TEST_P(Corpora, EndAsPlannedAndRestoredOnDovecot) {
    if (!support::Dovecot::available()) {
        GTEST_SKIP() << support::Dovecot::how_to_install;
    }
    expect_the_whole_job(DovecotAccount{mails()});
}

INSTANTIATE_TEST_SUITE_P(
    EachSet,
    Corpora,
    ::testing::Values(
        "foldering/beck-s",
        "foldering/farmer-d",
        "foldering/lokay-m",
        "multilabel/enron-categories-dev",
        "spam/spamassassin"
    ),
    [](const auto& set) {
        std::string name = set.param;
        name.erase(0, name.find('/') + 1);
        std::erase_if(name, [](char c) { return c == '-'; });
        return name;
    }
);

} // namespace
} // namespace loopback
