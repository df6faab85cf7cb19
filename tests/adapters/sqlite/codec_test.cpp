#include "adapters/sqlite/label_bytes.hpp"
#include "adapters/sqlite/message_facts.hpp"
#include "tests/contract/sample_mail.hpp"

#include <gtest/gtest.h>

namespace sqlite {
namespace {

MessageFacts facts_of(const domain::Message& message) {
    return {message.thread, message.headers, message.structure};
}

TEST(MessageFacts, ComeBackAsTheyWere) {
    const auto message = contract::sample_message(1);

    EXPECT_EQ(decode_facts(encode_facts(message)), facts_of(message));
}

TEST(MessageFacts, HoldNoText) {
    auto message = contract::sample_message(1);
    const auto without = encode_facts(message);
    message.text->words = "private words";

    EXPECT_EQ(encode_facts(message), without);
    EXPECT_EQ(without.find("order."), std::string::npos);
}

TEST(MessageFacts, TellUnknownFromEmpty) {
    domain::Message unknown;
    domain::Message empty;
    empty.headers.emplace();
    empty.structure.emplace();

    EXPECT_FALSE(decode_facts(encode_facts(unknown))->headers);
    EXPECT_TRUE(decode_facts(encode_facts(empty))->headers);
    EXPECT_TRUE(decode_facts(encode_facts(empty))->structure);
}

TEST(MessageFacts, AreRefusedAtEveryOtherLength) {
    const auto whole = encode_facts(contract::sample_message(1));

    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_FALSE(decode_facts(whole.substr(0, length))) << "cut to " << length;
    }
    EXPECT_FALSE(decode_facts(whole + 'x'));
}

TEST(MessageFacts, AreRefusedInAnUnknownLayout) {
    auto bytes = encode_facts(contract::sample_message(1));
    bytes[0] = 2;

    EXPECT_FALSE(decode_facts(bytes));
}

TEST(MessageFacts, SurviveAnyFlippedBit) {
    const auto whole = encode_facts(contract::sample_message(1));

    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        (void)decode_facts(flipped);
    }
}

TEST(MessageFacts, RefuseACountThatTheBytesCannotHold) {
    // Layout 1, headers only, no conversation, then 2^63 header fields.
    const std::string bytes{"\x01\x01\x00\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 13};

    EXPECT_FALSE(decode_facts(bytes));
}

TEST(LabelBytes, ComeBackAsTheyWere) {
    const auto labels = contract::labels({"\\Inbox", "Café", "a\nb", "", "\xff"});

    EXPECT_EQ(decode_labels(encode_labels(labels)), labels);
    EXPECT_EQ(decode_labels(encode_labels({})), domain::LabelSet{});
}

TEST(LabelBytes, AreRefusedWhenCut) {
    const auto bytes = encode_labels(contract::labels({"Receipts"}));

    EXPECT_FALSE(decode_labels(bytes.substr(0, bytes.size() - 1)));
}

} // namespace
} // namespace sqlite
