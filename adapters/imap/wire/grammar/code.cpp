#include "adapters/imap/wire/grammar/grammar.hpp"

#include <array>

namespace imap::wire::grammar {

namespace {

using Reader = bool (*)(Lexer&, std::string_view name, ResponseCode&);

bool number_code(Lexer& in, std::string_view name, ResponseCode& code) {
    NumberCode number{std::string{name}};
    const bool may_be_zero = name == "HIGHESTMODSEQ" || name == "APPENDLIMIT";
    if (!(may_be_zero ? in.number(number.number, "resp-text-code")
                      : in.nonzero(number.number, "resp-text-code"))) {
        return false;
    }
    code = std::move(number);
    return true;
}

bool bad_charset(Lexer& in, std::string_view /*name*/, ResponseCode& code) {
    return string_list(in, code.emplace<BadCharsetCode>().charsets, "charset");
}

bool permanent_flags(Lexer& in, std::string_view /*name*/, ResponseCode& code) {
    return flag_list(in, code.emplace<PermanentFlagsCode>().flags, "flag-perm");
}

bool append_uid(Lexer& in, std::string_view /*name*/, ResponseCode& code) {
    auto& append = code.emplace<AppendUidCode>();
    return in.nonzero32(append.uidvalidity, "uidvalidity") && in.space("resp-code-apnd") &&
           uid_set(in, append.uids, "append-uid");
}

bool copy_uid(Lexer& in, std::string_view /*name*/, ResponseCode& code) {
    auto& copy = code.emplace<CopyUidCode>();
    return in.nonzero32(copy.uidvalidity, "uidvalidity") && in.space("resp-code-copy") &&
           uid_set(in, copy.source, "uid-set") && in.space("resp-code-copy") &&
           uid_set(in, copy.destination, "uid-set");
}

bool modified(Lexer& in, std::string_view /*name*/, ResponseCode& code) {
    return sequence_set(in, code.emplace<ModifiedCode>().numbers, "sequence-set");
}

bool mailbox_id(Lexer& in, std::string_view name, ResponseCode& code) {
    TextCode id{std::string{name}, {}};
    if (!in.expect('(', "objectid") || !in.astring(id.text, "objectid") ||
        !in.expect(')', "objectid")) {
        return false;
    }
    code = std::move(id);
    return true;
}

/// A URL or another word up to the bracket; a quoted one without its quotes.
bool text_code(Lexer& in, std::string_view name, ResponseCode& code) {
    TextCode text{std::string{name}, {}};
    if (in.at_string()) {
        if (!in.string(text.text, "resp-text-code")) {
            return false;
        }
    } else if (!plain_text(in, in.rest().find(']'), text.text)) {
        return false;
    }
    code = std::move(text);
    return !in.at_end() || in.fail("expected a bracket", "resp-text-code");
}

bool number_or_nil(Lexer& in, std::optional<std::uint64_t>& number) {
    return in.skip_nil() || in.number(number.emplace(), "INPROGRESS");
}

bool in_progress(Lexer& in, std::string_view /*name*/, ResponseCode& code) {
    auto& progress = code.emplace<InProgressCode>();
    return in.expect('(', "INPROGRESS") && in.nstring(progress.tag, "INPROGRESS") &&
           in.space("INPROGRESS") && number_or_nil(in, progress.done) && in.space("INPROGRESS") &&
           number_or_nil(in, progress.goal) && in.expect(')', "INPROGRESS");
}

struct Code {
    std::string_view name;
    Reader read;
};

constexpr std::array<Code, 17> codes{{
    {"UIDNEXT", number_code},
    {"UIDVALIDITY", number_code},
    {"UNSEEN", number_code},
    {"HIGHESTMODSEQ", number_code},
    {"APPENDLIMIT", number_code},
    {"BADCHARSET", bad_charset},
    {"PERMANENTFLAGS", permanent_flags},
    {"APPENDUID", append_uid},
    {"COPYUID", copy_uid},
    {"MODIFIED", modified},
    {"MAILBOXID", mailbox_id},
    {"REFERRAL", text_code},
    {"WEBALERT", text_code},
    {"BADURL", text_code},
    {"NOUPDATE", text_code},
    {"UNDEFINED-FILTER", text_code},
    {"INPROGRESS", in_progress},
}};

// atom [SP 1*<any TEXT-CHAR except "]">]
bool other_code(Lexer& in, std::string_view name, ResponseCode& code) {
    const std::size_t end = in.rest().find(']');
    if (end == std::string_view::npos) {
        return in.fail("expected a bracket", "resp-text-code");
    }
    OtherCode other{std::string{name}, {}};
    const bool read = plain_text(in, end, other.arguments);
    code = std::move(other);
    return read;
}

bool argument(Lexer& in, std::string_view name, ResponseCode& code) {
    for (const Code& known : codes) {
        if (known.name == name) {
            return known.read(in, known.name, code);
        }
    }
    return other_code(in, name, code);
}

ResponseCode without_argument(const std::string& name) {
    if (name == "BADCHARSET") {
        return BadCharsetCode{};
    }
    if (name == "INPROGRESS") {
        return InProgressCode{};
    }
    return PlainCode{name};
}

} // namespace

// resp-text-code of RFC 3501, 4315, 5530, 7162, 8474, 9585 and the IANA registry.
bool response_code(Lexer& in, ResponseCode& code) {
    std::string_view word;
    if (!in.skip_spaces(Quirk::extra_space) || !in.atom(word, "resp-text-code")) {
        return false;
    }
    const std::string name = uppered(word);
    if (name == "CAPABILITY") {
        return words(in, code.emplace<CapabilityCode>().capabilities, "capability");
    }
    if (in.peek() == ']') {
        code = without_argument(name);
        return true;
    }
    if (in.peek() != ' ') {
        return in.fail("expected a space", "resp-text-code");
    }
    if (!in.space("resp-text-code")) {
        return false;
    }
    if (in.peek() == ']') {
        code = without_argument(name);
        return in.note(Quirk::trailing_space, "resp-text-code");
    }
    return argument(in, name, code);
}

} // namespace imap::wire::grammar

namespace imap::wire {

namespace {

struct NameOfCode {
    std::string_view operator()(std::monostate /*none*/) const { return {}; }

    std::string_view operator()(const BadCharsetCode& /*code*/) const { return "BADCHARSET"; }

    std::string_view operator()(const CapabilityCode& /*code*/) const { return "CAPABILITY"; }

    std::string_view operator()(const PermanentFlagsCode& /*code*/) const {
        return "PERMANENTFLAGS";
    }

    std::string_view operator()(const AppendUidCode& /*code*/) const { return "APPENDUID"; }

    std::string_view operator()(const CopyUidCode& /*code*/) const { return "COPYUID"; }

    std::string_view operator()(const ModifiedCode& /*code*/) const { return "MODIFIED"; }

    std::string_view operator()(const InProgressCode& /*code*/) const { return "INPROGRESS"; }

    std::string_view operator()(const auto& named) const { return named.name; }
};

} // namespace

std::string_view name_of(const ResponseCode& code) {
    return std::visit(NameOfCode{}, code);
}

bool is_throttled(const Status& status) {
    constexpr std::string_view mark = "[THROTTLED]";
    return status.text.ends_with(mark) || name_of(status.code) == "THROTTLED";
}

} // namespace imap::wire
