#include "domain/learning/features.hpp"
#include "domain/learning/subject_line.hpp"
#include "tests/domain/learning/mails.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace domain::learning {
namespace {

using testing_support::mail;

std::set<std::string> tokens(const Message& message, FieldGroup group, const Owner& owner = {}) {
    std::set<std::string> found;
    for (const auto& [place, token] : token_names(message, owner)) {
        if (place.first == group) {
            found.insert(token);
        }
    }
    return found;
}

TEST(Features, AreTheSameTokensThatTheNamesExplain) {
    const Message message = mail("air.example", "Your trip", "Gate 7 is open");
    const auto names = token_names(message);

    for (const Feature& feature : extract_features(message).features) {
        EXPECT_TRUE(names.contains({feature.group, feature.id}));
    }
}

TEST(Features, AreSortedAndWithoutDuplicates) {
    const auto features = extract_features(mail("a.example", "a a a", "b b b b a")).features;

    EXPECT_TRUE(std::ranges::is_sorted(features));
    EXPECT_EQ(
        std::ranges::adjacent_find(
            features,
            [](const Feature& l, const Feature& r) { return l.group == r.group && l.id == r.id; }
        ),
        features.end()
    );
}

TEST(Features, CallTheOwnerMe) {
    const Owner owner{{"me@home.example"}};
    const auto recipients = tokens(mail("a.example", "x", "y"), FieldGroup::recipients, owner);

    EXPECT_TRUE(recipients.contains("to:me"));
    EXPECT_FALSE(recipients.contains("me@home.example"));
}

TEST(Features, LeaveOutWhatMailStoresDoNotFetch) {
    Message fetched = mail("a.example", "x", "y");
    Message raw = fetched;
    raw.headers->fields.push_back({"ARC-Seal", "i=1; a=rsa-sha256; d=google.example; b=AbCd"});
    raw.headers->fields.push_back({"X-Received", "by 10.1.2.3 with SMTP id u12; 1 Jan 2026"});

    EXPECT_EQ(extract_features(raw), extract_features(fetched));
}

TEST(Features, LeaveOutTheLabelsThatAnExportWroteIntoTheMail) {
    const Message bare = mail("a.example", "x", "y");
    Message exported = bare;
    exported.headers->fields.push_back({"X-Gmail-Labels", "Inbox,Work"});
    exported.headers->fields.push_back({"X-GM-THRID", "1790000000000000000"});

    EXPECT_EQ(extract_features(bare).features, extract_features(exported).features);
}

TEST(Features, TellWhatTheWriterWroteFromWhatOthersDid) {
    const auto shape = [](const std::string& text) {
        return tokens(mail("a.example", "x", text), FieldGroup::shape);
    };

    EXPECT_TRUE(shape("five words of my own").contains("all own"));
    EXPECT_TRUE(shape("fyi\n\n  From: Ann\n  To: me\n\nher words").contains("bare forward"));
    EXPECT_TRUE(shape("I agree with all of it\n\n> her words").contains("forward"));
    EXPECT_TRUE(shape("here you have it all\n--- Forwarded by Bo ---").contains("forward"));
}

TEST(Features, ReadWhoStandsBehindAListAndASignature) {
    Message message = mail("a.example", "x", "y");
    message.headers->fields = {
        {"List-Id", "News <news.list.example>"},
        {"DKIM-Signature", "v=1; a=rsa; d=mail.sender.example; b=AbCdEf0123456789"}
    };
    const auto list = tokens(message, FieldGroup::list);

    EXPECT_TRUE(list.contains("list-id:news.list.example"));
    EXPECT_TRUE(list.contains("@sender.example"));
    EXPECT_FALSE(list.contains("dkim-signature:abcdef0123456789"));
}

TEST(Features, WithoutTextAreThoseOfTheMessageBeforeItsTextIsFetched) {
    Message message = mail("a.example", "Hello world", "some text");
    const auto full = extract_features(message);
    message.text.reset();

    EXPECT_EQ(without_text(full), extract_features(message));
}

TEST(Features, KeepOneKeyForAllMessagesOfAConversation) {
    Message first = mail("a.example", "Re: x", "y");
    first.headers->message_id = "one@a.example";
    Message answer = mail("b.example", "other", "z");
    answer.headers->references = {"one@a.example"};
    const auto keys = extract_features(first).keys;
    const auto answered = extract_features(answer).keys;

    EXPECT_TRUE(std::ranges::any_of(answered, [&keys](const Key& key) {
        return key.kind == KeyKind::thread && std::ranges::find(keys, key) != keys.end();
    }));
}

TEST(Features, OfAHostileMessageAreBounded) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) {
        text += "word" + std::to_string(i) + ' ';
    }
    Message message = mail("a.example", text, text);
    message.headers->fields.assign(5000, {"X-Noise", text.substr(0, 500)});

    EXPECT_LT(extract_features(message).features.size(), 4000U);
}

TEST(SubjectLine, LosesReplyMarksAndNumbers) {
    EXPECT_EQ(normalised_subject("Re: AW: Fwd[2]: Invoice  2024-17"), "invoice #-#");
    EXPECT_EQ(normalised_subject("Note: keep"), "note: keep");
}

} // namespace
} // namespace domain::learning
