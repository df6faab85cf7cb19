#include "domain/learning/words.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace domain::learning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    Words reader{text};
    for (auto word = reader.next(); !word.empty(); word = reader.next()) {
        words.emplace_back(word);
    }
    return words;
}

TEST(Words, AreLowerCaseAndKeepWhatHoldsThemTogether) {
    EXPECT_THAT(
        words_of("Don't pay $9.99 to a.b@Example.com -- now!"),
        ElementsAre("don't", "pay", "9.99", "to", "a.b@example.com", "now")
    );
}

TEST(Words, FoldLettersOfEveryScript) {
    EXPECT_THAT(words_of("ÜBER Привет ΑΘΗΝΑ"), ElementsAre("über", "привет", "αθηνα"));
}

TEST(Words, ComeAsPairsWhereAScriptPutsNoSpaces) {
    EXPECT_THAT(words_of("日本語 ok"), ElementsAre("日", "日本", "本語", "ok"));
}

TEST(Words, AreCutWhereNobodyWouldTypeOn) {
    const std::string endless(100'000, 'x');

    EXPECT_THAT(words_of(endless + " end"), ElementsAre(std::string(40, 'x'), "end"));
}

TEST(Words, AreSeparatedByBytesThatAreNoText) {
    EXPECT_THAT(
        words_of("a\xff\xfe"
                 "b\xe6\x97"),
        ElementsAre("a", "b")
    );
    EXPECT_THAT(words_of("\xff...---"), IsEmpty());
}

} // namespace
} // namespace domain::learning
