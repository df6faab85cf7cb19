#include "domain/rules/evaluate.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace domain::rules {
namespace {

using testing_support::address;
using testing_support::at;
using testing_support::context;
using testing_support::label_set;
using testing_support::query;
using testing_support::receipt;

bool matches(std::string_view text, const Message& message = receipt()) {
    const Truth truth = evaluate(query(text), message, context());
    EXPECT_NE(truth, Truth::unknown) << text;
    return truth == Truth::yes;
}

Truth truth_of(std::string_view text, const Message& message) {
    return evaluate(query(text), message, context());
}

TEST(Evaluate, MatchesWholeWordsOfTheSubject) {
    EXPECT_TRUE(matches("subject:receipt"));
    EXPECT_TRUE(matches("subject:\"RECEIPT for Order\""));
    EXPECT_TRUE(matches("subject:(order receipt)"));
    EXPECT_FALSE(matches("subject:rec"));
    EXPECT_FALSE(matches("subject:receipts"));
    EXPECT_FALSE(matches("subject:\"order receipt\""));
}

TEST(Evaluate, MatchesASenderByAddressDomainOrWord) {
    for (const char* text :
         {"from:desk@mail.shop.example",
          "from:DESK@Mail.Shop.Example",
          "from:mail.shop.example",
          "from:shop.example",
          "from:@mail.shop.example",
          "from:*@mail.shop.example",
          "from:desk",
          "from:shop",
          "from:\"the shop\"",
          "from:<desk@mail.shop.example>"}) {
        EXPECT_TRUE(matches(text)) << text;
    }
    for (const char* text :
         {"from:hop.example",
          "from:*@shop.example",
          "from:esk@mail.shop.example",
          "from:me",
          "from:\"shop the\"",
          "from:desk@mail.shop.example.org"}) {
        EXPECT_FALSE(matches(text)) << text;
    }
}

TEST(Evaluate, IsNotFooledByADomainInTheDisplayName) {
    Message message = receipt();
    message.headers->from = {address("x@evil.example", "service@shop.example")};

    EXPECT_FALSE(matches("from:shop.example", message));
    EXPECT_FALSE(matches("from:service@shop.example", message));
}

TEST(Evaluate, TakesADottedLocalPartForAName) {
    Message message = receipt();
    message.headers->from = {address("ann.lee@work.example")};

    EXPECT_TRUE(matches("from:ann.lee", message));
    EXPECT_TRUE(matches("from:lee", message));
}

TEST(Evaluate, FindsCopiesWithTo) {
    EXPECT_TRUE(matches("to:ann"));
    EXPECT_TRUE(matches("to:hidden@work.example"));
    EXPECT_TRUE(matches("cc:ann"));
    EXPECT_FALSE(matches("cc:hidden"));
    EXPECT_TRUE(matches("bcc:hidden@work.example"));
    EXPECT_TRUE(matches("deliveredto:you+shop@gmail.com"));
}

TEST(Evaluate, KnowsMeUnderGmailsOtherSpellings) {
    EXPECT_TRUE(matches("to:me"));
    EXPECT_FALSE(matches("to:\"me\""));
    Message message = receipt();
    message.headers->to = {address("y.o.u+lists@googlemail.com")};
    EXPECT_TRUE(matches("to:me", message));
    message.headers->to = {address("yours@gmail.com")};
    EXPECT_FALSE(matches("to:me", message));
}

TEST(Evaluate, DoesNotKnowMeWhenNobodySaidWhoThatIs) {
    QueryContext stranger = context();
    stranger.own.clear();

    EXPECT_EQ(evaluate(query("to:me"), receipt(), stranger), Truth::unknown);
    EXPECT_EQ(evidence_needed(query("to:me"), receipt(), stranger), std::nullopt);
}

TEST(Evaluate, FindsListsByTheWordsOfTheirId) {
    Message message = receipt();
    EXPECT_FALSE(matches("list:ci.example", message));
    message.headers->list_id = "builds.ci.example";

    EXPECT_TRUE(matches("list:ci.example", message));
    EXPECT_TRUE(matches("list:builds@ci.example", message));
    EXPECT_FALSE(matches("list:ci.example.org", message));
}

TEST(Evaluate, FindsLabelsAsGmailSpellsThem) {
    Message message = receipt();
    message.labels = label_set({"My Lists/CI", "\\Starred"});

    for (const char* text :
         {"label:my-lists-ci",
          "label:\"my lists/ci\"",
          "label:\"My Lists/*\"",
          "label:starred",
          "is:starred",
          "in:starred",
          "has:userlabels",
          "in:archive"}) {
        EXPECT_TRUE(matches(text, message)) << text;
    }
    for (const char* text : {"label:my-lists", "label:ci", "in:inbox", "has:nouserlabels"}) {
        EXPECT_FALSE(matches(text, message)) << text;
    }
}

TEST(Evaluate, KnowsWhereAMessageIs) {
    EXPECT_TRUE(matches("in:inbox is:unread in:anywhere -in:chats -in:archive"));
    EXPECT_FALSE(matches("is:read OR is:important OR is:muted OR in:trash OR in:spam"));
    Message message = receipt();
    message.flags.seen = true;
    message.flags.draft = true;
    EXPECT_TRUE(matches("in:read in:drafts", message));
    message.labels = label_set({"\\Sent"});
    EXPECT_TRUE(matches("in:sent is:sent", message));
}

TEST(Evaluate, ComparesSizesStrictly) {
    EXPECT_TRUE(matches("larger:19999 smaller:20001 size:10K"));
    EXPECT_FALSE(matches("larger:20000"));
    EXPECT_FALSE(matches("smaller:20000"));
}

TEST(Evaluate, CountsADayFromMidnightToMidnight) {
    Message message = receipt();
    message.received = at(2026, 3, 2, 0);

    EXPECT_TRUE(matches("after:2026/03/02", message));
    EXPECT_FALSE(matches("before:2026/03/02", message));
    EXPECT_TRUE(matches("before:2026/03/03", message));
    EXPECT_FALSE(matches("after:2026/03/03", message));
}

TEST(Evaluate, CountsDaysOnTheUsersCalendarButSecondsExactly) {
    QueryContext tokyo = context();
    tokyo.utc_offset = std::chrono::hours{9};
    Message message = receipt();
    message.received = at(2026, 3, 1, 15);

    EXPECT_EQ(evaluate(query("after:2026/03/02"), message, tokyo), Truth::yes);
    EXPECT_EQ(evaluate(query("after:1772409600"), message, tokyo), Truth::no);
}

TEST(Evaluate, ComparesAgesWithNow) {
    EXPECT_TRUE(matches("newer_than:9d older_than:8d newer_than:1m newer_than:1y"));
    EXPECT_FALSE(matches("older_than:9d"));
    EXPECT_FALSE(matches("newer_than:8d"));
}

TEST(Evaluate, FindsAttachmentsByNameAndExtension) {
    EXPECT_TRUE(matches("has:attachment filename:pdf filename:invoice"));
    EXPECT_FALSE(matches("filename:2026"));
    EXPECT_FALSE(matches("filename:doc"));
}

TEST(Evaluate, FindsAMessageById) {
    EXPECT_TRUE(matches("rfc822msgid:<R12@shop.example>"));
    EXPECT_FALSE(matches("rfc822msgid:r13@shop.example"));
}

TEST(Evaluate, SearchesPlainWordsEverywhere) {
    EXPECT_TRUE(matches("receipt euros invoice lee \"thank you\""));
    EXPECT_FALSE(matches("euro"));
    EXPECT_FALSE(matches("\"12 thank\""));
}

TEST(Evaluate, DoesNotFindAPhraseAcrossTwoTexts) {
    EXPECT_FALSE(matches("\"lee ann\""));
    EXPECT_FALSE(matches("\"desk desk\""));
}

TEST(Evaluate, CombinesWithKleenesThreeValues) {
    Message message = receipt();
    message.text.reset();

    EXPECT_EQ(truth_of("euros", message), Truth::unknown);
    EXPECT_EQ(truth_of("-euros", message), Truth::unknown);
    EXPECT_EQ(truth_of("euros in:inbox", message), Truth::unknown);
    EXPECT_EQ(truth_of("euros in:trash", message), Truth::no);
    EXPECT_EQ(truth_of("euros OR in:inbox", message), Truth::yes);
    EXPECT_EQ(truth_of("euros OR in:trash", message), Truth::unknown);
}

TEST(Evaluate, SaysYesToAWordInTheFirstPartThatHasIt) {
    Message message = receipt();
    message.text.reset();
    message.structure.reset();

    EXPECT_EQ(truth_of("receipt", message), Truth::yes);
}

TEST(Evaluate, CannotSayNoFromTheFirstBytesOfAText) {
    Message message = receipt();
    message.text = Text{"Thank you for your or", {}, false};

    EXPECT_EQ(truth_of("thank", message), Truth::yes);
    EXPECT_EQ(truth_of("euros", message), Truth::unknown);
    EXPECT_EQ(truth_of("or", message), Truth::unknown) << "the last word may be cut";
}

TEST(EvidenceNeeded, IsTheCheapestThatCouldDecide) {
    Message message = receipt();
    message.headers.reset();
    message.structure.reset();
    message.text.reset();
    const auto needed = [&](std::string_view text) {
        return evidence_needed(query(text), message, context());
    };

    EXPECT_EQ(needed("in:inbox"), std::nullopt);
    EXPECT_EQ(needed("from:ann"), Evidence::headers);
    EXPECT_EQ(needed("has:attachment"), Evidence::structure);
    EXPECT_EQ(needed("has:attachment OR from:ann"), Evidence::headers);
    EXPECT_EQ(needed("euros"), Evidence::headers);
    EXPECT_EQ(needed("in:trash from:ann"), std::nullopt);
    message.headers = receipt().headers;
    EXPECT_EQ(needed("euros"), Evidence::structure);
    message.structure = receipt().structure;
    EXPECT_EQ(needed("-euros"), Evidence::text);
    message.text = Text{"", {}, false};
    EXPECT_EQ(needed("euros"), Evidence::text);
}

TEST(Answer, TakesALabelThatARuleMayChangeForUnknown) {
    const Message message = receipt();
    MessageView view{message};
    view.uncertain() = label_set({"Travel"});
    const auto truth = [&](std::string_view text) {
        return answer(query(text), view, context()).truth;
    };

    EXPECT_EQ(truth("label:travel"), Truth::unknown);
    EXPECT_EQ(truth("has:userlabels"), Truth::unknown);
    EXPECT_EQ(truth("has:nouserlabels"), Truth::unknown);
    EXPECT_EQ(truth("label:work"), Truth::no);
    view.uncertain() = label_set({"\\Inbox"});
    EXPECT_EQ(truth("in:inbox"), Truth::unknown);
    EXPECT_EQ(truth("in:archive"), Truth::unknown);
}

} // namespace
} // namespace domain::rules
