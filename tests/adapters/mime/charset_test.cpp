#include "adapters/mime/charset.hpp"

#include <gtest/gtest.h>

namespace mime {
namespace {

TEST(Charset, ConvertsWhatIconvKnows) {
    EXPECT_EQ(to_utf8("K\xf6ln", "iso-8859-1", Ending::whole), "Köln");
    EXPECT_EQ(to_utf8("\xcf\xf0\xe8\xe2\xe5\xf2", "Windows-1251", Ending::whole), "Привет");
    EXPECT_EQ(to_utf8("\x1b$B$3$s\x1b(B", "iso-2022-jp", Ending::whole), "こん");
    EXPECT_EQ(to_utf8("+AOk-t+AOk-", "utf-7", Ending::whole), "été");
}

TEST(Charset, ReadsLatin1AsBrowsersDo) {
    EXPECT_EQ(to_utf8("\x93quoted\x94 \x80", "iso-8859-1", Ending::whole), "“quoted” €");
}

TEST(Charset, GuessesWhereNothingIsSaid) {
    for (const std::string_view charset : {"", "us-ascii", "x-unknown", "no such thing"}) {
        EXPECT_EQ(to_utf8("K\xc3\xb6ln", charset, Ending::whole), "Köln") << charset;
        EXPECT_EQ(to_utf8("K\xf6ln", charset, Ending::whole), "Köln") << charset;
    }
}

TEST(Charset, TakesNoOptionsOfIconvFromMail) {
    EXPECT_EQ(to_utf8("K\xc3\xb6ln", "ascii//TRANSLIT", Ending::whole), "Köln");
}

TEST(Charset, ReplacesWhatIsNoUtf8) {
    EXPECT_EQ(
        repaired_utf8("a\xff"
                      "b"),
        "a\xef\xbf\xbd"
        "b"
    );
    EXPECT_EQ(repaired_utf8("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");                 // Overlong.
    EXPECT_EQ(repaired_utf8("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); // Surrogate.
    EXPECT_EQ(repaired_utf8("\xf4\x90\x80\x80").substr(0, 3), "\xef\xbf\xbd"); // Past U+10FFFF.
    EXPECT_EQ(repaired_utf8("\xe2\x82"), "\xef\xbf\xbd");
}

TEST(Charset, DropsTheHalfCharacterAtTheEndOfACutText) {
    EXPECT_EQ(to_utf8("ab\xe2\x82", "utf-8", Ending::cut), "ab");
    EXPECT_EQ(to_utf8("ab\xe2\x82", "", Ending::cut), "ab");
    EXPECT_EQ(to_utf8("\x82\xa0\x82", "shift_jis", Ending::cut), "あ");
    EXPECT_EQ(to_utf8("a", "utf-16le", Ending::cut), "");
}

TEST(Charset, TellsUtf8FromOtherBytes) {
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("plain and 日本語 and 😀"));
    EXPECT_FALSE(is_utf8("\xe9t\xe9"));
    EXPECT_FALSE(is_utf8("12345678\xff"));
    EXPECT_TRUE(is_utf8("ab\xe2\x82", Ending::cut));
}

TEST(Charset, WritesEveryCharacterThatItReads) {
    for (const char32_t character : {U'a', U'\u00e9', U'\u20ac', U'\uffff', U'\U0001f600'}) {
        std::string text;
        append_utf8(text, character);
        EXPECT_TRUE(is_utf8(text));
    }
    std::string text;
    append_utf8(text, char32_t{0xd800});
    append_utf8(text, char32_t{0x110000});
    EXPECT_EQ(text, "\xef\xbf\xbd\xef\xbf\xbd");
}

} // namespace
} // namespace mime
