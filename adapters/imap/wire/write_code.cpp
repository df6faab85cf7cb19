#include "adapters/imap/wire/response_writer.hpp"

#include <variant>

namespace imap::wire {

namespace {

struct CodeWriter {
    ResponseWriter& out;

    void operator()(std::monostate /*none*/) const {}

    void operator()(const PlainCode& code) const { out.keyword(code.name); }

    void operator()(const NumberCode& code) const {
        out.keyword(code.name).space().number(code.number);
    }

    void operator()(const BadCharsetCode& code) const {
        out.keyword("BADCHARSET");
        if (!code.charsets.empty()) {
            out.space().list(code.charsets, [&](const auto& charset) { out.code_string(charset); });
        }
    }

    void operator()(const CapabilityCode& code) const {
        out.keyword("CAPABILITY").space();
        out.separated(code.capabilities, [&](const auto& word) { out.raw(word); });
    }

    void operator()(const PermanentFlagsCode& code) const {
        out.keyword("PERMANENTFLAGS").space();
        write_flags(out, code.flags);
    }

    void operator()(const AppendUidCode& code) const {
        out.keyword("APPENDUID").space().number(code.uidvalidity).space().raw(code.uids.text());
    }

    void operator()(const CopyUidCode& code) const {
        out.keyword("COPYUID").space().number(code.uidvalidity).space().raw(code.source.text());
        out.space().raw(code.destination.text());
    }

    void operator()(const ModifiedCode& code) const {
        out.keyword("MODIFIED").space().raw(code.numbers.text());
    }

    void operator()(const TextCode& code) const {
        out.keyword(code.name).space();
        if (code.name == "MAILBOXID") {
            out.raw("(").raw(code.text).raw(")");
        } else if (code.name == "NOUPDATE") {
            out.quoted(code.text);
        } else {
            out.text(code.text);
        }
    }

    void operator()(const InProgressCode& code) const {
        out.keyword("INPROGRESS");
        if (!code.tag && !code.done && !code.goal) {
            return;
        }
        out.raw(" (");
        code.tag ? out.quoted(*code.tag) : out.keyword("NIL");
        for (const auto& number : {code.done, code.goal}) {
            out.space();
            number ? out.number(*number) : out.keyword("NIL");
        }
        out.raw(")");
    }

    void operator()(const OtherCode& code) const {
        out.raw(code.name);
        if (!code.arguments.empty()) {
            out.space().text(code.arguments);
        }
    }
};

} // namespace

void write_code(ResponseWriter& out, const ResponseCode& code) {
    if (std::holds_alternative<std::monostate>(code)) {
        return;
    }
    out.raw("[");
    std::visit(CodeWriter{out}, code);
    out.raw("]");
}

void write_flags(ResponseWriter& out, const Flags& flags) {
    out.list(flags, [&](const auto& flag) { out.raw(flag); });
}

} // namespace imap::wire
