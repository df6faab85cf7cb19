#include "tests/differential/commands.hpp"
#include "testserver/mailbox/seeds/random.hpp"

#include <array>
#include <span>
#include <string_view>

namespace differential {
namespace {

using testserver::seeds::Random;
using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> folders{"INBOX", "Done", "New", "Done/Acme"};
constexpr std::array<std::string_view, 8> flags{
    "\\Seen",
    "\\Answered",
    "\\Flagged",
    "\\Deleted",
    "\\Draft",
    "blue",
    "green",
    "red",
};
constexpr std::array<std::string_view, 12> items{
    "FLAGS",
    "UID",
    "INTERNALDATE",
    "RFC822.SIZE",
    "ENVELOPE",
    "BODYSTRUCTURE",
    "BODY.PEEK[]",
    "BODY.PEEK[TEXT]<3.20>",
    "BODY.PEEK[HEADER.FIELDS (To Date)]",
    "BODY.PEEK[1]",
    "BODY.PEEK[1.MIME]",
    "MODSEQ",
};
constexpr std::array<std::string_view, 16> keys{
    "SEEN",
    "UNSEEN",
    "FLAGGED",
    "DELETED",
    "ANSWERED",
    "KEYWORD blue",
    "UNKEYWORD red",
    "SUBJECT e",
    "FROM example",
    "BODY the",
    "TEXT order",
    "LARGER 1500",
    "SMALLER 900",
    "SINCE 4-Jan-2026",
    "(HEADER Date \"\" SENTBEFORE 1-Jan-2026)",
    "HEADER List-Id \"\"",
};
constexpr std::array<std::string_view, 3> actions{"FLAGS", "+FLAGS", "-FLAGS"};

class Writer {
public:
    explicit Writer(std::uint64_t seed) : random_(seed) {}

    std::string command() {
        switch (random_.below(14)) {
        case 0:
            return "SELECT " + one(folders);
        case 1:
        case 2:
            return uid() + "STORE " + set() + ' ' + one(actions) + silent() + " (" + some(flags) +
                   ')';
        case 3:
        case 4:
        case 5:
            return uid() + "FETCH " + set() + " (" + some(items) + ')';
        case 6:
        case 7:
            return uid() + "SEARCH " + key(2);
        case 8:
            return uid() + "COPY " + set() + ' ' + one(folders);
        case 9:
            return uid() + "MOVE " + set() + ' ' + one(folders);
        case 10:
            return random_.chance(50) ? "EXPUNGE" : "UID EXPUNGE " + set();
        case 11:
            return "STATUS " + one(folders) + " (MESSAGES UIDNEXT UNSEEN)";
        case 12:
            return "APPEND " + one(folders) + " (" + some(flags) +
                   ") \"05-Feb-2026 10:00:00 +0100\" {14+}\r\nSubject: x\r\n\r\n";
        default:
            return random_.chance(20) ? "CREATE New" : "NOOP";
        }
    }

private:
    std::string one(Words words) { return std::string{random_.pick(words)}; }

    std::string some(Words words) {
        auto text = one(words);
        while (random_.chance(40)) {
            text += ' ' + one(words);
        }
        return text;
    }

    std::string uid() { return random_.chance(50) ? "UID " : ""; }

    std::string silent() { return random_.chance(40) ? ".SILENT" : ""; }

    std::string number() { return std::to_string(1 + random_.below(30)); }

    std::string set() {
        switch (random_.below(4)) {
        case 0:
            return number();
        case 1:
            return number() + ':' + number();
        case 2:
            return "1,*"; // Dovecot takes "30,*" where there is no message 30; RFC 3501 9 says BAD.
        default:
            return "1:*";
        }
    }

    std::string key(unsigned depth) {
        if (depth == 0 || random_.chance(50)) {
            return one(keys);
        }
        switch (random_.below(3)) {
        case 0:
            return "NOT " + key(depth - 1);
        case 1:
            return "OR " + key(depth - 1) + ' ' + key(depth - 1);
        default:
            return '(' + key(depth - 1) + ' ' + key(depth - 1) + ')';
        }
    }

    Random random_;
};

} // namespace

std::vector<std::string> generated(std::uint64_t seed, std::size_t count) {
    Writer writer{seed};
    std::vector<std::string> commands;
    for (std::size_t i = 0; i < count; ++i) {
        commands.push_back(writer.command());
    }
    return commands;
}

} // namespace differential
