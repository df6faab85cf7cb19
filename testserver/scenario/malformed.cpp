#include "testserver/scenario/malformed.hpp"

#include <algorithm>
#include <array>

namespace testserver {
namespace {

constexpr std::array lines{
    MalformedLine{
        "no-text", "* OK [HIGHESTMODSEQ 1234567]\r\n", "no text behind a response code, as Gmail"
    },
    MalformedLine{
        "status-space", "* STATUS \"INBOX\" (MESSAGES 3) \r\n", "a blank at the end of STATUS"
    },
    MalformedLine{"search-space", "* SEARCH 1 2 \r\n", "a blank at the end of SEARCH"},
    MalformedLine{
        "capability-space", "* CAPABILITY IMAP4rev1 IDLE \r\n", "a blank at the end of CAPABILITY"
    },
    MalformedLine{"id-space", "* ID (\"name\" \"x\") \r\n", "a blank at the end of ID"},
    MalformedLine{"status-empty", "* STATUS \"INBOX\" ()\r\n", "STATUS without an item"},
    MalformedLine{
        "lines-negative",
        "* 1 FETCH (UID 1 BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 10 -1))\r\n",
        "a negative count of lines"
    },
    MalformedLine{
        "encoding-nil",
        "* 1 FETCH (UID 1 BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL NIL 10 1))\r\n",
        "NIL for an encoding"
    },
    MalformedLine{
        "boundary-nil",
        "* 1 FETCH (UID 1 BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1) \"MIXED\" "
        "(\"BOUNDARY\" NIL) NIL NIL))\r\n",
        "NIL for a parameter's value"
    },
    MalformedLine{"mailbox-nil", "* LIST () \"/\" NIL\r\n", "NIL for a mailbox name"},
    MalformedLine{
        "multipart-empty",
        "* 1 FETCH (UID 1 BODYSTRUCTURE (\"MIXED\" (\"BOUNDARY\" \"x\") NIL NIL))\r\n",
        "a multipart without parts"
    },
    MalformedLine{
        "type-alone",
        "* 1 FETCH (UID 1 BODYSTRUCTURE (\"TEXT\" NIL NIL NIL NIL \"7BIT\" 10 1))\r\n",
        "a body type without subtype"
    },
    MalformedLine{"bare-lf", "* OK bare line feed\n", "LF without CR"},
    MalformedLine{"no-crlf", "* OK nothing follows", "a last line without its end"},
    MalformedLine{
        "address-spaces",
        "* 1 FETCH (UID 1 ENVELOPE (NIL \"s\" ((NIL NIL \"a\" \"b\") (NIL NIL \"c\" \"d\")) NIL "
        "NIL "
        "NIL NIL NIL NIL NIL))\r\n",
        "blanks between addresses"
    },
    MalformedLine{
        "quota-space", "* QUOTA \"\" ( STORAGE 10 512 )\r\n", "blanks within QUOTA's parentheses"
    },
    MalformedLine{"id-empty", "* ID ()\r\n", "ID with an empty list"},
    MalformedLine{"continuation-empty", "+\r\n", "a continuation without blank and text"},
    MalformedLine{
        "message-id-quote",
        "* 1 FETCH (UID 1 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL \"<a\"b@c>\"))\r\n",
        "a quote within a quoted Message-ID"
    },
    MalformedLine{"keyword-bracket", "* FLAGS (\\Seen a]b)\r\n", "a keyword with ]"},
    MalformedLine{"keyword-slash", "* FLAGS (\\Seen a/b)\r\n", "a keyword with /"},
    MalformedLine{"keyword-space", "* FLAGS (\\Seen two  words)\r\n", "two blanks among keywords"},
    MalformedLine{
        "label-brackets",
        "* 1 FETCH (X-GM-LABELS ([Imap]/Sent \\Inbox) UID 1)\r\n",
        "a label with brackets and no quotes"
    },
    MalformedLine{"utf8-text", "* OK gr\xC3\xBC\xC3\x9F Gott\r\n", "UTF-8 in a text"},
    MalformedLine{"uidvalidity-zero", "* OK [UIDVALIDITY 0] UIDs valid.\r\n", "UIDVALIDITY 0"},
    MalformedLine{"uid-zero", "* 1 FETCH (UID 0 FLAGS ())\r\n", "UID 0"},
    MalformedLine{"sequence-zero", "* 0 FETCH (UID 1 FLAGS ())\r\n", "message number 0"},
    MalformedLine{"modseq-zero", "* 1 FETCH (UID 1 MODSEQ (0))\r\n", "MODSEQ 0"},
    MalformedLine{
        "set-descending", "* OK [COPYUID 7 9:5 5:1] (Success)\r\n", "sets from high to low"
    },
    MalformedLine{
        "size-differs",
        "* 1 FETCH (UID 1 RFC822.SIZE 4 BODY[] {10}\r\n0123456789)\r\n",
        "RFC822.SIZE and literal differ"
    },
    MalformedLine{
        "envelope-swapped",
        "* 1 FETCH (UID 1 ENVELOPE (\"s\" \"Thu, 1 Jan 2026 00:00:00 +0000\" NIL NIL NIL NIL NIL "
        "NIL "
        "NIL NIL))\r\n",
        "date and subject change places"
    },
};

} // namespace

std::span<const MalformedLine> malformed_lines() {
    return lines;
}

const MalformedLine* find_malformed(std::string_view name) {
    const auto* found = std::ranges::find(lines, name, &MalformedLine::name);
    return found == lines.end() ? nullptr : &*found;
}

} // namespace testserver
