#include "adapters/mime/gmime_reader.hpp"
#include "adapters/mime/limits.hpp"

#include <gtest/gtest.h>

namespace mime {
namespace {

domain::Part part(std::string media_type, std::string charset, std::string encoding) {
    domain::Part part;
    part.media_type = std::move(media_type);
    part.charset = std::move(charset);
    part.encoding = std::move(encoding);
    return part;
}

const std::string long_text = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. ";

/// Base64 of the above, in lines of 60.
const std::string long_base64 = "WnfDtmxmIEJveGvDpG1wZmVyIGphZ2VuIFZpa3RvciBxdWVyIMO8YmVyIGRl\r\n"
                                "biBncm/Dn2VuIFN5bHRlciBEZWljaC4g\r\n";

TEST(Text, DecodesQuotedPrintable) {
    const auto text = GmimeReader{}.text(
        part("text/plain", "iso-8859-1", "quoted-printable"), "K=F6ln ist =\r\nsch=F6n\r\n", true
    );

    EXPECT_EQ(text.words, "Köln ist schön\n");
    EXPECT_TRUE(text.complete);
}

TEST(Text, DecodesBase64CutAnywhere) {
    for (std::size_t cut = 0; cut <= long_base64.size(); ++cut) {
        const auto text = GmimeReader{}.text(
            part("text/plain", "utf-8", "base64"), long_base64.substr(0, cut), false
        );

        EXPECT_EQ(text.words, long_text.substr(0, text.words.size())) << "cut at " << cut;
        EXPECT_GE(text.words.size() + 5, cut / 62 * 45 + cut % 62 / 4 * 3) << "cut at " << cut;
    }
}

TEST(Text, DecodesQuotedPrintableCutAnywhere) {
    const std::string body = "gr=C3=BC=C3=9Fe =\r\naus K=C3=B6ln";
    const std::string whole = "grüße aus Köln";
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        const auto text = GmimeReader{}.text(
            part("text/plain", "utf-8", "quoted-printable"), body.substr(0, cut), false
        );

        EXPECT_EQ(text.words.substr(0, whole.size()), whole.substr(0, text.words.size()))
            << "cut at " << cut;
    }
}

TEST(Text, TakesAnUnknownEncodingForNone) {
    EXPECT_EQ(
        GmimeReader{}.text(part("text/plain", "", "x-odd"), "as it is", true).words, "as it is"
    );
}

TEST(Text, ReducesHtmlToWordsAndLinks) {
    const auto text = GmimeReader{}.text(
        part("text/html", "utf-8", ""),
        "<p>Hi <a href='https://x.example/?a=1&amp;b'>there</a>",
        true
    );

    EXPECT_EQ(text.words, "Hi there");
    EXPECT_EQ(text.links, std::vector<std::string>{"https://x.example/?a=1&b"});
}

TEST(Text, SaysThatItReadNoMoreThanItsLimit) {
    const std::string body(max_text_bytes + 1, 'x');

    const auto text = GmimeReader{}.text(part("text/plain", "", "7bit"), body, true);

    EXPECT_EQ(text.words.size(), max_text_bytes);
    EXPECT_FALSE(text.complete);
}

} // namespace
} // namespace mime
