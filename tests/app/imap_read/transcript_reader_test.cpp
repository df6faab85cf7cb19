#include "app/imap_read/transcript_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace imap_read {
namespace {

struct Output {
    std::vector<std::string> lines;
    std::vector<std::string> errors;
    bool all_read = false;
};

Output read(std::string_view bytes, bool strict = false) {
    Output output;
    TranscriptReader reader(
        strict,
        [&](std::string_view line) { output.lines.emplace_back(line); },
        [&](std::string_view error) { output.errors.emplace_back(error); }
    );
    reader.receive(bytes);
    reader.finish();
    output.all_read = reader.all_read();
    return output;
}

std::string line_of(std::string_view response) {
    const Output output = read(std::string{response} + "\r\n");
    EXPECT_TRUE(output.all_read) << response;
    return output.lines.empty() ? "" : output.lines.front();
}

/// The "data" of an untagged response without code and quirks.
std::string data_of(std::string_view response) {
    const std::string line = line_of(response);
    const std::size_t begin = line.find("\"data\":") + 7;
    return line.substr(begin, line.rfind(",\"quirks\"") - begin);
}

TEST(TranscriptReader, PrintsOneObjectForEachResponse) {
    const Output output = read("* 3 EXISTS\r\nA1 OK done\r\n");

    EXPECT_EQ(
        output.lines,
        (std::vector<std::string>{
            R"({"kind":"EXISTS","tag":null,"code":null,"data":{"count":3},"quirks":[]})",
            R"({"kind":"OK","tag":"A1","code":null,"data":{"text":"done"},"quirks":[]})",
        })
    );
    EXPECT_TRUE(output.all_read);
}

// tagged-ext-val of RFC 4466: also of an extension that nobody knew yet.
TEST(TranscriptReader, TakesUnknownExtensionsApart) {
    const std::string shown = data_of(
        "* 3 XSHOWN (TAG \"b1\") (BINARY[3 (\"a) b\" 1)] {4}\r\na(\"b x NIL (7 \"q\\\"\" 1:2,5))"
    );
    EXPECT_EQ(
        shown.substr(shown.find(R"("parsed")")),
        R"j("parsed":[["TAG","b1"],["BINARY[3 (\"a) b\" 1)]","a(\"b","x",null,[7,"q\"","1:2,5"]]]})j"
    );
    EXPECT_EQ(
        data_of("* 1 FETCH (XNOTE (/x (v \"1\")))"),
        R"j({"number":1,"unknown":[{"name":"XNOTE","value":"(/x (v \"1\"))","parsed":[["/x",["v","1"]]]}]})j"
    );
    EXPECT_EQ(
        line_of("A NO [METADATA LONGENTRIES 2199] x"),
        R"j({"kind":"NO","tag":"A","code":{"name":"METADATA","arguments":"LONGENTRIES 2199","parsed":["LONGENTRIES",2199]},)j"
        R"j("data":{"text":"x"},"quirks":[]})j"
    );
}

TEST(TranscriptReader, LeavesAnUnknownTextThatIsNoExtensionValueAsItIs) {
    for (const auto* arguments : {"a)", "(a", "\"a", "a[b", "{5} x"}) {
        EXPECT_EQ(data_of(std::string{"* XODD "} + arguments).find("parsed"), std::string::npos)
            << arguments;
    }
    const std::string deep = std::string(5'000, '(') + std::string(5'000, ')');
    EXPECT_EQ(data_of("* XODD " + deep).find("parsed"), std::string::npos);
}

TEST(TranscriptReader, TakesWhatASearchFoundApart) {
    EXPECT_EQ(
        data_of("* ESEARCH (TAG \"t\" MAILBOX \"Entw&APw-rfe\" UIDVALIDITY 4) UID ALL 2:3 "
                "RELEVANCY (4 99) ADDTO (0 5)"),
        R"({"tag":"t","uid":true,"mailbox":"Entwürfe","mailbox_wire":"Entw&APw-rfe","uidvalidity":4,"all":[[2,3]],)"
        R"("relevancy":[4,99],"updates":[{"change":"ADDTO","position":0,"numbers":[[5,5]]}]})"
    );
}

TEST(TranscriptReader, TakesUtf8InTextsForLegalOnceItIsEnabled) {
    const Output output = read("* ENABLED IMAP4rev2\r\n* OK d\u00e9j\u00e0 vu\r\n", true);
    EXPECT_TRUE(output.all_read);
    EXPECT_FALSE(read("* OK d\u00e9j\u00e0 vu\r\n", true).all_read);
    EXPECT_FALSE(read("* ENABLED IMAP4rev2\r\n* OK d\xe9j\r\n", true).all_read);
}

TEST(TranscriptReader, TakesCodesApart) {
    EXPECT_EQ(
        line_of("A1 OK [COPYUID 8 1:2,5 9:7] moved"),
        R"({"kind":"OK","tag":"A1","code":{"name":"COPYUID","uidvalidity":8,"source":[[1,2],[5,5]],"destination":[[9,7]]},)"
        R"("data":{"text":"moved"},"quirks":[]})"
    );
    EXPECT_EQ(
        line_of("* OK [HIGHESTMODSEQ 5]"),
        R"({"kind":"OK","tag":null,"code":{"name":"HIGHESTMODSEQ","number":5},"data":{"text":""},"quirks":["missing_text"]})"
    );
}

TEST(TranscriptReader, TakesAFetchApart) {
    EXPECT_EQ(
        data_of(
            "* 1 FETCH (X-GM-LABELS (\"\\\\Inbox\" \"&AUE-abel\") X-GM-MSGID 18446744073709551615 "
            "UID 6 FLAGS () "
            "INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[1.HEADER.FIELDS (From)]<0> {2}\r\nab)"
        ),
        R"({"number":1,"uid":6,"flags":[],"internaldate":"1996-07-17T02:44:25-07:00","x_gm_msgid":18446744073709551615,)"
        "\"x_gm_labels\":[\"\\\\Inbox\",\"\xc5\x81"
        "abel\"],"
        R"x("contents":[{"item":"BODY","section":{"text":"1.HEADER.FIELDS (From)","part":[1],"of":"HEADER.FIELDS","fields":["From"]},)x"
        R"("origin":0,"octets":2,"bytes":"ab"}]})"
    );
}

TEST(TranscriptReader, TakesAStructureApart) {
    EXPECT_EQ(
        data_of("* 1 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL NIL "
                "NIL) \"MIXED\" (\"BOUNDARY\" \"b\") NIL NIL))"),
        R"({"number":1,"bodystructure":{"type":"multipart","subtype":"MIXED","parameters":[{"name":"BOUNDARY","value":"b"}],"parts":[)"
        R"({"type":"TEXT","subtype":"PLAIN","parameters":[],"id":null,"description":null,"encoding":"7BIT","octets":5,"lines":1,)"
        R"("md5":null,"disposition":null,"languages":[],"location":null}],"md5":null,"disposition":null,"languages":[],"location":null}})"
    );
}

TEST(TranscriptReader, TakesTheOtherKindsApart) {
    EXPECT_EQ(
        data_of("* LIST (\\All) \"/\" \"Entw&APw-rfe\""),
        "{\"attributes\":[\"\\\\All\"],\"delimiter\":\"/"
        "\",\"mailbox\":\"Entw\xc3\xbcrfe\",\"mailbox_wire\":\"Entw&APw-rfe\"}"
    );
    EXPECT_EQ(
        data_of("* STATUS a (MESSAGES 1 APPENDLIMIT NIL)"),
        R"({"mailbox":"a","messages":1,"appendlimit":null})"
    );
    EXPECT_EQ(data_of("* SEARCH 3 1 (MODSEQ 9)"), R"({"numbers":[3,1],"modseq":9})");
    EXPECT_EQ(
        data_of("* ESEARCH (TAG \"A\") UID ALL 1:*"), R"({"tag":"A","uid":true,"all":[[1,"*"]]})"
    );
    EXPECT_EQ(
        data_of("* THREAD (3 6 (4))"),
        R"({"threads":[{"numbers":[3,6],"branches":[{"numbers":[4]}]}]})"
    );
    EXPECT_EQ(
        data_of("* NAMESPACE ((\"\" \"/\")) NIL NIL"),
        R"({"personal":[{"prefix":"","delimiter":"/"}],"other_users":[],"shared":[]})"
    );
    EXPECT_EQ(
        data_of("* QUOTA \"\" (STORAGE 1 2)"),
        R"({"root":"","resources":[{"name":"STORAGE","usage":1,"limit":2}]})"
    );
    EXPECT_EQ(data_of("* ID (\"a\" NIL)"), R"({"fields":[{"name":"a","value":null}]})");
    EXPECT_EQ(data_of("* VANISHED (EARLIER) 5"), R"({"earlier":true,"uids":[[5,5]]})");
    EXPECT_EQ(data_of("* XNEW a b"), R"({"name":"XNEW","arguments":"a b","parsed":["a","b"]})");
    EXPECT_EQ(data_of("+ aGk="), R"({"text":"aGk=","base64_decoded":"hi"})");
}

TEST(TranscriptReader, PrintsOctetsThatAreNotUtf8AsBase64) {
    EXPECT_EQ(
        data_of("* 1 FETCH (RFC822.TEXT {2}\r\n\xff\xfe)"),
        R"({"number":1,"contents":[{"item":"RFC822.TEXT","octets":2,"bytes":{"base64":"//4="}}]})"
    );
}

TEST(TranscriptReader, SaysWhereItCouldNotRead) {
    const Output output = read("* 3 EXISTS\r\n* 1 FETCH (UID x)\r\n* 4 EXISTS\r\n");

    EXPECT_EQ(output.lines.size(), 2U);
    EXPECT_EQ(
        output.errors,
        (std::vector<std::string>{R"({"offset":27,"reason":"expected a number","where":"uniqueid"})"
        })
    );
    EXPECT_FALSE(output.all_read);
}

TEST(TranscriptReader, RefusesDeviationsWhenStrict) {
    EXPECT_TRUE(read("* SEARCH 1 \r\n").all_read);
    EXPECT_FALSE(read("* SEARCH 1 \r\n", true).all_read);
}

TEST(TranscriptReader, CountsALongLiteralAndLeavesItOut) {
    const std::string body(2U << 20U, 'x');
    const Output output =
        read("* 1 FETCH (BODY[] {" + std::to_string(body.size()) + "}\r\n" + body + " UID 5)\r\n");

    ASSERT_EQ(output.lines.size(), 1U);
    EXPECT_NE(
        output.lines[0].find(R"("octets":2097152,"bytes":null,"omitted":true)"), std::string::npos
    );
    EXPECT_NE(output.lines[0].find(R"("uid":5)"), std::string::npos);
}

TEST(TranscriptReader, TakesUtf8ForGrantedOnceItIsEnabled) {
    const Output output = read("* ENABLED UTF8=ACCEPT\r\n* LIST () \"/\" \"\xc3\xbc\"\r\n", true);

    EXPECT_TRUE(output.all_read);
}

TEST(TranscriptReader, ShowsAHugeSetAsTheWireDoes) {
    const auto set_of = [](unsigned ranges) {
        std::string set = "1";
        for (unsigned number = 2; number <= ranges; ++number) {
            set += ',' + std::to_string(2 * number);
        }
        return set;
    };

    const auto largest = data_of("* VANISHED " + set_of(65'536));
    const auto too_large = data_of("* VANISHED " + set_of(65'537));

    EXPECT_TRUE(largest.starts_with(R"({"earlier":false,"uids":[[1,1],[4,4],)"));
    EXPECT_EQ(too_large, R"({"earlier":false,"uids":")" + set_of(65'537) + R"("})");
}

} // namespace
} // namespace imap_read
