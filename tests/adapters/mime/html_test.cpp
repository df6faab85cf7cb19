#include "adapters/mime/html_text.hpp"
#include "adapters/mime/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mime {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string words(std::string_view html) {
    return html_text(html).words;
}

std::vector<std::string> links(std::string_view html) {
    return html_text(html).links;
}

TEST(Html, PutsEachBlockOnALineAndSqueezesBlanks) {
    EXPECT_EQ(
        words("<div>one\n  two</div><div>\n</div><P CLASS=x>three<br>four"), "one two\nthree\nfour"
    );
}

TEST(Html, KeepsWordsOfNeighbouringCellsApartAndThoseOfSpansTogether) {
    EXPECT_EQ(words("<table><tr><td>a</td><td>b</td></tr><tr><td>c"), "a b\nc");
    EXPECT_EQ(words("un<b>believ</b>able"), "unbelievable");
}

TEST(Html, LeavesOutWhatIsNeverShown) {
    EXPECT_EQ(
        words("<!DOCTYPE html><head><title>t</title><style>p { color: red } </style></head>"
              "<script>if (a < b) { document.write('<p>no'); }</script><!-- c > d -->shown"),
        "shown"
    );
}

TEST(Html, LeavesOutHiddenElementsAndWhatTheyHold) {
    EXPECT_EQ(
        words("<div style='DISPLAY : none'>no <div>nor</div> this <a href='x'>x</a></div>yes"),
        "yes"
    );
    EXPECT_THAT(links("<span style=\"visibility:hidden\"><a href=x>x</a></span>"), IsEmpty());
    EXPECT_EQ(words("<img style='display:none' alt=a>yes"), "a yes");
}

TEST(Html, LeavesOutTheFillersOfPreviewTexts) {
    EXPECT_EQ(words("Sale&zwnj;&nbsp;&zwnj;&nbsp;&#847; &shy;now&#8203;"), "Sale now");
}

TEST(Html, DecodesEntities) {
    EXPECT_EQ(
        words("caf&eacute; &lt;3 &#8364;5 &#x2014; &amp;amp; &copy 2026"),
        "café <3 €5 — &amp; © 2026"
    );
    EXPECT_EQ(words("&#150; &#0; &#xFFFFFFFFFF; &#1114112;"), "– \uFFFD \uFFFD \uFFFD");
    EXPECT_EQ(words("AT&T &unknown; & &; &#; &#x;"), "AT&T &unknown; & &; &#; &#x;");
}

TEST(Html, ShowsTheAlternativeTextOfPictures) {
    EXPECT_EQ(words("<img src=x alt=\"Our &quot;logo&quot;\">News"), "Our \"logo\" News");
}

TEST(Html, CollectsTheTargetsOfLinks) {
    EXPECT_THAT(
        links("<a href=\" https://a.example/?x=1&amp;y=2&copy=3 \">a</a><A class=c HREF=b>"
              "<a href='#top'><a name=n><a href='JavaScript:x()'><area href='mailto:c@x'>"),
        ElementsAre("https://a.example/?x=1&y=2&copy=3", "b", "mailto:c@x")
    );
}

TEST(Html, ReadsTextThatLooksALittleLikeATag) {
    EXPECT_EQ(words("1 < 2 and 3 > 2 <3 a<"), "1 < 2 and 3 > 2 <3 a<");
}

TEST(Html, IsNotSwallowedByAQuoteThatNothingCloses) {
    EXPECT_EQ(words("<a href=\"x>here</a> and there"), "here and there");
    EXPECT_EQ(words("<p title=it's>here"), "here");
    EXPECT_EQ(words("<p title='a > b'>here"), "here");
}

TEST(Html, ReadsWhatItCanOfACutMail) {
    const std::string_view html =
        "<p>one <a href='https://x.example'>two</a><style>p{}</style>&eacute; three";
    for (std::size_t cut = 0; cut <= html.size(); ++cut) {
        EXPECT_NO_FATAL_FAILURE(words(html.substr(0, cut)));
    }
    EXPECT_EQ(words(html.substr(0, 30)), "one");
}

TEST(Html, KeepsALimitedNumberOfLinksOfALimitedLength) {
    std::string html;
    for (std::size_t i = 0; i < max_links + 10; ++i) {
        html += "<a href=x>";
    }

    EXPECT_EQ(links(html).size(), max_links);
    EXPECT_THAT(links("<a href='" + std::string(max_link_bytes + 1, 'x') + "'>"), IsEmpty());
}

} // namespace
} // namespace mime
