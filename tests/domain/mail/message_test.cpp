#include "domain/mail/message.hpp"

#include <gtest/gtest.h>

namespace domain {
namespace {

TEST(Address, IsWrittenWithItsHostIfItHasOne) {
    EXPECT_EQ((Address{"Ann", "ann", "work.example"}).text(), "ann@work.example");
    EXPECT_EQ((Address{"", "broken", ""}).text(), "broken");
}

TEST(Headers, FindTheFirstFieldOfANameWithoutCase) {
    Headers headers;
    headers.fields = {{"Precedence", "bulk"}, {"precedence", "list"}};

    EXPECT_EQ(headers.value("PRECEDENCE"), "bulk");
    EXPECT_EQ(headers.value("Sender"), "");
}

TEST(Structure, HasAnAttachmentWhenAPartIsOne) {
    Structure structure{{{"1", "text/plain", "", "", "", false, {}}}};
    EXPECT_FALSE(structure.has_attachment());

    structure.parts.push_back({"2", "image/png", "", "", "a.png", true, {}});
    EXPECT_TRUE(structure.has_attachment());
}

TEST(Structure, TakesPlainTextBeforeHtmlAsTheText) {
    const Structure structure{{
        {"1", "text/html", "", "", "", false, {}},
        {"2", "text/plain", "", "", "notes.txt", true, {}},
        {"3", "text/plain", "", "", "", false, {}},
    }};

    ASSERT_NE(structure.text_part(), nullptr);
    EXPECT_EQ(structure.text_part()->section, "3");
}

TEST(Structure, HasNoTextPartInAPicture) {
    EXPECT_EQ((Structure{{{"1", "image/png", "", "", "", true, {}}}}).text_part(), nullptr);
}

} // namespace
} // namespace domain
