#include "domain/learning/feature_codec.hpp"
#include "tests/domain/learning/mails.hpp"

#include <gtest/gtest.h>

namespace domain::learning {
namespace {

using testing_support::random_lessons;
using testing_support::taught;
using testing_support::travel;

TEST(FeatureCodec, ReadsBackWhatItWrote) {
    for (const Example& lesson : random_lessons(7, 50)) {
        const auto read = decode_features(encode(lesson.features));

        ASSERT_TRUE(read.has_value());
        EXPECT_EQ(*read, lesson.features);
    }
}

TEST(FeatureCodec, RefusesWhatIsCutShortOrTooLong) {
    const std::string bytes = encode(travel(1).features);

    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(decode_features(std::string_view{bytes}.substr(0, size))) << size;
    }
    EXPECT_FALSE(decode_features(bytes + 'x'));
}

TEST(FeatureCodec, RefusesAnotherVersion) {
    std::string bytes = encode(travel(1).features);
    bytes.front() = 99;

    EXPECT_FALSE(decode_features(bytes));
}

TEST(FeatureCodec, SurvivesAnyByteChanged) {
    const std::string bytes = encode(travel(1).features);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        if (const auto read = decode_features(changed)) {
            EXPECT_EQ(decode_features(encode(*read)), read);
        }
    }
}

TEST(ModelCodec, GoesOnAsIfNothingHadHappened) {
    const auto lessons = random_lessons(11, 60);
    Model model = taught(lessons);
    auto copy = Model::decode(model.encode());

    ASSERT_TRUE(copy.has_value());
    EXPECT_EQ(copy->encode(), model.encode());
    for (const Example& lesson : random_lessons(12, 20)) {
        model.learn(lesson);
        copy->learn(lesson);
    }
    EXPECT_EQ(copy->encode(), model.encode());
}

TEST(ModelCodec, RefusesHostileBytes) {
    const std::string bytes = taught(random_lessons(13, 20)).encode();

    EXPECT_FALSE(Model::decode(""));
    EXPECT_FALSE(Model::decode("GCM6"));
    EXPECT_FALSE(Model::decode("GCM1" + bytes.substr(4)));
    EXPECT_FALSE(Model::decode(bytes + "x"));
    for (std::size_t size = 4; size < bytes.size(); size += bytes.size() / 7) {
        EXPECT_FALSE(Model::decode(bytes.substr(0, size))) << size;
    }
    std::string huge = bytes.substr(0, 4);
    huge.append(9, '\xff');
    EXPECT_FALSE(Model::decode(huge));
}

} // namespace
} // namespace domain::learning
