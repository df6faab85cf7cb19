#include "testserver/mailbox/mime/decode.hpp"

#include <gtest/gtest.h>

namespace testserver::mime {
namespace {

TEST(Decode, ReadsEncodedWords) {
    EXPECT_EQ(
        decode_words("=?iso-8859-1?q?Caf=E9_au?= =?utf-8?B?IGxhaXQ=?= now"), "Café au lait now"
    );
    EXPECT_EQ(decode_words("=?broken?x?y?= =?"), "=?broken?x?y?= =?");
}

TEST(Decode, ReadsTransferEncodings) {
    EXPECT_EQ(decode_transfer("a=\r\nb=3D", "Quoted-Printable"), "ab=");
    EXPECT_EQ(decode_transfer("aGVs\r\nbG8=", "BASE64"), "hello");
    EXPECT_EQ(decode_transfer("as it is", "8bit"), "as it is");
}

TEST(Decode, ReplacesWhatACharsetDoesNotKnow) {
    EXPECT_EQ(to_utf8("a\xFF\xFE z", "utf-8"), "a\xEF\xBF\xBD\xEF\xBF\xBD z");
    EXPECT_EQ(to_utf8("\xE4", "no-such-charset"), "ä");
    EXPECT_EQ(to_utf8("\x82\xA0", "shift_jis"), "あ");
}

TEST(Decode, ShowsHtmlAsText) {
    EXPECT_EQ(
        html_to_text("<style>p{}</style><p>Fish &amp; chips</p><script>x()</script>"),
        "  Fish & chips  "
    );
    EXPECT_EQ(html_to_text("a < b <unclosed"), "a  ");
}

} // namespace
} // namespace testserver::mime
