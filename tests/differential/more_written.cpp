#include "tests/differential/commands.hpp"

#include <array>
#include <string_view>

namespace differential {
namespace {

using Words = std::vector<std::string>;

void add(Words& to, const Words& from) {
    to.insert(to.end(), from.begin(), from.end());
}

// Left out is where Dovecot takes what RFC 3501 9 does not allow (two blanks, "1,", STORE without
// flags, 31-Feb, BODY[]<0>, BODY[0]), where it takes "1.1" for part 1 of what is no multipart, and
// INBOX in two cases at once.

/// LIST and its extensions, over folders with levels, blanks and odd case.
Words folders() {
    return {
        "CREATE inbox/below",

        "LIST \"\" *",

        "LIST \"\" INBOX/%",

        "STATUS INBOX/below (MESSAGES)",
        "CREATE tree/one/two",
        "CREATE tree/one",
        "CREATE Tree",
        "LIST \"\" tree*",
        "LIST \"\" TREE",
        "LIST \"\" t%",
        "LIST \"\" %/%",
        "LIST \"\" %/%/%",
        "LIST \"\" */two",
        "LIST \"\" *%",
        "LIST \"\" %*",
        "LIST tree %",
        "LIST tree/ *",
        "LIST tree/one two",

        "LIST \"\" (tree tree tree)",

        "LIST () \"\" tree",
        "LIST (SUBSCRIBED) \"\" tree*",
        "LIST (NONSENSE) \"\" *",
        "LIST (SUBSCRIBED NONSENSE) \"\" *",
        "LIST \"\" tree RETURN (NONSENSE)",
        "LIST \"\" tree RETURN ()",
        "LIST \"\" tree* RETURN (CHILDREN)",
        "LIST \"\" tree* RETURN (SUBSCRIBED)",
        "LIST \"\" tree* RETURN (STATUS (MESSAGES))",
        "LIST \"\" tree* RETURN (CHILDREN STATUS (UNSEEN UIDNEXT))",
        "LIST (RECURSIVEMATCH) \"\" *",
        "SUBSCRIBE tree/one/two",
        "LIST (SUBSCRIBED RECURSIVEMATCH) \"\" %",
        "LSUB \"\" %",
        "LSUB \"\" tree/%",
        "LSUB tree/ *",
        "UNSUBSCRIBE tree/one/two",
        "UNSUBSCRIBE tree/one/two",
        "UNSUBSCRIBE nothing",
        "RENAME tree/one branch",
        "LIST \"\" tree*",
        "LIST \"\" branch*",
        "RENAME branch tree/one",
        "RENAME tree tree",
        "DELETE tree/one/two",
        "DELETE tree/one/two",
        "STATUS tree/one (MESSAGES UIDNEXT UNSEEN RECENT)",
        "STATUS tree/one MESSAGES",
        "STATUS tree/one (MESSAGES MESSAGES)",
        "STATUS",
        "CREATE",
        "DELETE",
        "RENAME tree",
        "SUBSCRIBE",
        "LIST",
        "LIST \"\"",
        "LSUB \"\"",
        // RFC 3501 6.3.4: the levels above stay, and can be deleted by themselves.
        "CREATE top/middle/low",
        "DELETE top",
        "DELETE top/middle/low",
        "LIST \"\" top*",
        "LIST \"\" top/%",
        "SELECT top/middle",
        "DELETE top",
        "DELETE top/middle",
        "DELETE top",
        "LIST \"\" top*",
        "CREATE gone",
        "SUBSCRIBE gone",
        "DELETE gone",
        "LSUB \"\" gone*",
        "LIST (SUBSCRIBED) \"\" gone*",
        "UNSUBSCRIBE gone",
        "CREATE {5+}\r\nlit/a",
        "LIST \"\" {5+}\r\nlit/%",
        "DELETE lit/a",
        "CREATE \"quo\\\"ted\"",
        "LIST \"\" quo*",
        "DELETE \"quo\\\"ted\"",
    };
}

/// Each section of each mail that has something to show; and those that there are not.
Words sections() {
    constexpr std::array<std::string_view, 17> all{
        "",
        "HEADER",
        "TEXT",
        "1",
        "1.MIME",
        "1.HEADER",
        "1.TEXT",
        "3",
        "2",
        "2.MIME",
        "3.MIME",
        "4",
        "4.MIME",
        "3.HEADER",
        "3.TEXT",
        "HEADER.FIELDS (Subject Date X-None)",
        "HEADER.FIELDS.NOT (To Received)",
    };
    Words commands{"SELECT INBOX"};
    for (unsigned mail = 1; mail <= 10; ++mail) {
        for (const auto section : all) {
            commands.push_back(
                "FETCH " + std::to_string(mail) + " BODY.PEEK[" + std::string{section} + ']'
            );
        }
    }
    add(commands,
        {"FETCH 2 BODY.PEEK[2.1.MIME]",
         "FETCH 2 BODY.PEEK[2.HEADER.FIELDS (Subject FROM)]<0.10>",
         "FETCH 2 BODY.PEEK[2.HEADER.FIELDS.NOT (Subject)]<3.5>",
         "FETCH 1:9 BODY.PEEK[]<4294967290.10>",
         "FETCH 1 BODY.PEEK[HEADER.FIELDS {7+}\r\nSubject]",
         "FETCH 1 body.peek[header.fields (subject)]",
         "FETCH 1 (BODY.PEEK [])",
         "FETCH 1 (FLAGS ALL)",
         "FETCH 1 RFC822.PEEK",
         "UID FETCH 100:200 FLAGS",
         "UID FETCH *:100 UID",
         "FETCH 1 BODY.PEEK[MIME]",
         "FETCH 1 BODY.PEEK[HEADER.FIELDS ()]",
         "FETCH 1 BODY.PEEK[HEADER.FIELDS]",
         "FETCH 1 BODY.PEEK[HEADER.FIELDS.NOT ()]",

         "FETCH 1 BODY.PEEK[1.]",
         "FETCH 1 BODY.PEEK[.1]",
         "FETCH 1 BODY.PEEK[1..2]",
         "FETCH 1 BODY.PEEK[NONSENSE]",
         "FETCH 1 BODY.PEEK[",
         "FETCH 1 BODY.PEEK",

         "FETCH 1 BODY.PEEK[]<0.1>",
         "FETCH 1 BODY.PEEK[]<1.1",
         "FETCH 1 BODY.PEEK[TEXT]<2.4>",
         "FETCH 2 BODY.PEEK[1]<0.4>",
         "FETCH 2 BODY.PEEK[2.MIME]<3.8>",
         "FETCH 1 ()",
         "FETCH 1 (FLAGS UID",
         "FETCH 1 FLAGS UID",

         "FETCH 1 (FLAGS FLAGS)",
         "fetch 1 flags",
         "Fetch 1 (Uid Rfc822.Size)",
         "FETCH 1:3,2:4 UID",
         "FETCH 4:2 UID",
         "FETCH *:* UID",

         "FETCH ,1 UID",
         "FETCH 1: UID",
         "FETCH a UID",
         "FETCH -1 UID",
         "FETCH 01 UID",
         "FETCH 1:99999 UID",
         "UID FETCH *:4294967295 UID",
         "UID FETCH 4294967295 UID",
         "UID FETCH 4294967294:4294967295 UID",
         "UID FETCH 4294967296 UID",
         "UID FETCH 0 UID",
         "UID FETCH 1 (RFC822.SIZE)",
         "UID FETCH 1:5 (FLAGS INTERNALDATE)"});
    return commands;
}

Words searches() {
    Words commands{"SELECT INBOX"};
    constexpr std::array<std::string_view, 6> fields{
        "FROM example", "TO bob", "SUBJECT plan", "BODY hello", "TEXT inner", "HEADER Subject re"
    };
    constexpr std::array<std::string_view, 4> others{"SEEN", "LARGER 200", "1:5", "UID 3:*"};
    for (const auto field : fields) {
        for (const auto other : others) {
            commands.push_back("SEARCH " + std::string{field} + ' ' + std::string{other});
            commands.push_back(
                "UID SEARCH OR " + std::string{field} + " NOT " + std::string{other}
            );
        }
    }
    add(commands,
        {"SEARCH FROM \"\"",
         "SEARCH TO \"\"",
         "SEARCH BCC \"\"",
         "SEARCH NOT *",
         "SEARCH OR 1 OR 2 OR 3 4",
         "SEARCH NOT (OR 1 2)",
         "SEARCH ((((1))))",
         "SEARCH 1:4 2:6",
         "SEARCH UID 1:3 NOT UID 2",
         "SEARCH HEADER Subject \"\"",
         "SEARCH CHARSET {5+}\r\nUTF-8 ALL",
         "SEARCH *",
         "SEARCH 1,3,5",
         "SEARCH 5:1",
         "SEARCH UID *",
         "SEARCH UID 4294967295",
         "SEARCH UID *:4294967295",
         "SEARCH ()",
         "SEARCH (SEEN",
         "SEARCH NOT",
         "SEARCH OR SEEN",
         "SEARCH LARGER",
         "SEARCH LARGER -1",
         "SEARCH LARGER 4294967295",

         "SEARCH ON 1-jan-2026",
         "SEARCH ON \"1-Jan-2026\"",
         "SEARCH SINCE 01-Jan-2026 BEFORE 04-Jan-2026",
         "SEARCH HEADER Subject",
         "SEARCH KEYWORD",
         "SEARCH RETURN (NONSENSE) ALL",
         "SEARCH RETURN (COUNT) SEEN",
         "SEARCH RETURN (MIN) ALL",
         "SEARCH RETURN (MAX) ALL",
         "UID SEARCH RETURN (MIN MAX) ALL",
         "UID SEARCH RETURN (COUNT ALL) 1:3",
         "SEARCH CHARSET US-ASCII SUBJECT plan",
         "SEARCH CHARSET UTF-8 ALL",
         "SEARCH CHARSET",
         "search subject plan",
         "SEARCH SUBJECT {4+}\r\nplan"});
    return commands;
}

Words changes() {
    return {
        "SELECT INBOX",

        "STORE 1 FLAGS \\Seen \\Flagged",
        "STORE 1 FLAGS ()",
        "STORE 1 flags (\\seen)",
        "STORE 1 +FLAGS (\\SEEN \\seen)",
        "STORE 1 +FLAGS (a b c)",
        "STORE 1 -FLAGS (a)",

        "STORE 1:3 +FLAGS.SILENT \\Answered",
        "STORE *:3 -FLAGS.SILENT \\Answered",
        "STORE 1 ++FLAGS (a)",
        "STORE 1 NONSENSE (a)",
        "STORE 1 +FLAGS (a",
        "UID STORE 4294967295 +FLAGS (a)",
        "UID STORE 1:2,1:2 +FLAGS (\\Flagged)",
        "CREATE Copies",
        "COPY 1:3 Copies",
        "COPY 3:1 Copies",
        "COPY 1,1,1 Copies",
        "UID COPY 4294967295 Copies",
        "COPY 1 \"Copies\"",
        "COPY 1 {6+}\r\nCopies",
        "COPY 1",
        "COPY Copies 1",
        "MOVE 1",
        "UID MOVE 1",
        "STATUS Copies (MESSAGES UIDNEXT UNSEEN)",
        "APPEND Copies () {4+}\r\na: b",
        "APPEND Copies (\\Seen \\Flagged own) {4+}\r\na: b",
        "APPEND Copies \"31-Dec-2025 23:59:59 -1200\" {4+}\r\na: b",
        "SELECT Copies",
        "FETCH 1:* (UID FLAGS RFC822.SIZE)",
        "MOVE 1:2 INBOX",
        "UID MOVE 4:* INBOX",
        "STORE 1:* +FLAGS (\\Deleted)",
        "UID EXPUNGE 1",
        "UID EXPUNGE 4294967295",
        "UID EXPUNGE",
        "EXPUNGE",
        "CHECK",
        "CLOSE",
        "SELECT INBOX (CONDSTORE)",
        "SELECT INBOX (NONSENSE)",
        "EXAMINE INBOX",
        "FETCH 1 BODY[TEXT]",
        "COPY 1 Copies",
        "SELECT inbox",
        "SELECT \"InBox\"",
        "UNSELECT",
        "UNSELECT",
    };
}

} // namespace

std::vector<std::string> more_written() {
    Words all = folders();
    add(all, sections());
    add(all, searches());
    add(all, changes());
    return all;
}

} // namespace differential
