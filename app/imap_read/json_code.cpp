#include "app/imap_read/json_response.hpp"
#include "app/imap_read/json_values.hpp"

#include <variant>

namespace imap_read {

namespace {

struct CodeArguments {
    json::object& out;

    void operator()(std::monostate /*none*/) const {}

    void operator()(const wire::PlainCode& /*code*/) const {}

    void operator()(const wire::NumberCode& code) const { out.emplace("number", code.number); }

    void operator()(const wire::BadCharsetCode& code) const {
        out.emplace("charsets", texts(code.charsets));
    }

    void operator()(const wire::CapabilityCode& code) const {
        out.emplace("capabilities", texts(code.capabilities));
    }

    void operator()(const wire::PermanentFlagsCode& code) const {
        out.emplace("flags", texts(code.flags));
    }

    void operator()(const wire::AppendUidCode& code) const {
        out.emplace("uidvalidity", code.uidvalidity);
        out.emplace("uids", ranges(code.uids));
    }

    void operator()(const wire::CopyUidCode& code) const {
        out.emplace("uidvalidity", code.uidvalidity);
        out.emplace("source", ranges(code.source));
        out.emplace("destination", ranges(code.destination));
    }

    void operator()(const wire::ModifiedCode& code) const {
        out.emplace("numbers", ranges(code.numbers));
    }

    void operator()(const wire::TextCode& code) const { out.emplace("text", text(code.text)); }

    void operator()(const wire::InProgressCode& code) const {
        out.emplace("tag", nullable(code.tag));
        put_if(out, "done", code.done);
        put_if(out, "goal", code.goal);
    }

    void operator()(const wire::OtherCode& code) const {
        out.emplace("arguments", text(code.arguments));
        put_parsed(out, code.arguments);
    }
};

} // namespace

json::value code_json(const wire::ResponseCode& code) {
    if (std::holds_alternative<std::monostate>(code)) {
        return nullptr;
    }
    json::object out{{"name", text(wire::name_of(code))}};
    std::visit(CodeArguments{out}, code);
    return out;
}

} // namespace imap_read
