#include "adapters/mime/gmime_reader.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace mime {
namespace {

constexpr std::size_t megabyte = std::size_t{1024} * 1024;

std::string repeated(std::string_view text, std::size_t size) {
    std::string all;
    while (all.size() < size) {
        all += text;
    }
    return all;
}

struct Attack {
    const char* name;
    std::string_view head;
    std::string_view piece;
};

class HostileMail : public testing::TestWithParam<Attack> {};

/// Each is 2 MB of what made some parser quadratic or recursive. The reader has limits, so this is
/// a matter of milliseconds; a parser without them is still at it when ctest's timeout comes.
TEST_P(HostileMail, IsReadInBoundedTimeAndMemory) {
    const Attack& attack = GetParam();
    const std::string raw = std::string{attack.head} + repeated(attack.piece, 2 * megabyte);

    const auto message = GmimeReader{}.message(raw);

    EXPECT_LE(message.headers->fields.size(), 1000U);
    EXPECT_LE(message.structure->parts.size(), 1000U);
    EXPECT_LE(message.text->words.size(), megabyte);
}

INSTANTIATE_TEST_SUITE_P(
    Attacks,
    HostileMail,
    testing::Values(
        Attack{"NoLineEnd", "", "x"},
        Attack{"OnlyColons", "", ":\n"},
        Attack{"EmptyFields", "", "a:\n"},
        Attack{"EndlessFold", "Subject: a", "\n "},
        Attack{"NestedGroups", "To: ", "a:"},
        Attack{"NestedComments", "To: a@b ", "("},
        Attack{"OpenAngles", "To: ", "<"},
        Attack{"ManyAddresses", "To: ", "a@b,"},
        Attack{"EncodedWords", "Subject: ", "=?utf-8?b?YQ==?= "},
        Attack{"OpenEncodedWords", "Subject: ", "=?a?b?"},
        Attack{"HighBytes", "Subject: ", "\xff"},
        Attack{"Parameters", "Content-Type: text/plain", "; a=b"},
        Attack{"ParameterPieces", "Content-Type: text/plain", "; a*1*=%FF"},
        Attack{"References", "References: ", "<a>"},
        Attack{"NestedMessages", "", "Content-Type: message/rfc822\n\n"},
        Attack{"NestedMultiparts", "", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"},
        Attack{"Boundaries", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n"},
        Attack{"AlmostBoundaries", "Content-Type: multipart/mixed; boundary=b\n\n", "\n--c"},
        Attack{"OpenTags", "Content-Type: text/html\n\n", "<"},
        Attack{"OpenQuotes", "Content-Type: text/html\n\n", "<a b=\"<a b='"},
        Attack{"OpenComments", "Content-Type: text/html\n\n", "<!--"},
        Attack{"OpenScripts", "Content-Type: text/html\n\n", "<script><style>"},
        Attack{"Entities", "Content-Type: text/html\n\n", "&a&#1&#x"},
        Attack{"Hidden", "Content-Type: text/html\n\n", "<p style='display:none'>"},
        Attack{"BadUtf16", "Content-Type: text/plain; charset=utf-16\n\n", "\xd8\xd8"},
        Attack{"BadJapanese", "Content-Type: text/plain; charset=iso-2022-jp\n\n", "\x1b$B\xff"},
        Attack{"BadBase64", "Content-Transfer-Encoding: base64\n\n", "=A"},
        Attack{"BadQuotedPrintable", "Content-Transfer-Encoding: quoted-printable\n\n", "=\r=\n"}
    ),
    [](const auto& one) { return std::string{one.param.name}; }
);

} // namespace
} // namespace mime
