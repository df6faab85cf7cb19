// Any bytes as a query: it parses or is diagnosed, and what parses survives printing and can be
// asked.
#include "domain/rules/evaluate.hpp"
#include "domain/rules/lint.hpp"
#include "domain/rules/parser.hpp"
#include "domain/rules/printer.hpp"
#include "domain/rules/reason.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

static void check(bool holds) {
    if (!holds) {
        std::abort();
    }
}

static Message message() {
    Message message;
    message.headers = Headers{};
    message.headers->subject = "Your receipt";
    message.headers->from = {{"Ann", "ann", "shop.example"}};
    message.text = Text{"some words", {}, false};
    return message;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const rules::ParsedQuery parsed = rules::parse_query(text);
    check(parsed.query.has_value() != rules::has_errors(parsed.diagnostics));
    for (const rules::Diagnostic& diagnostic : parsed.diagnostics) {
        check(!rules::pointed_out(text, diagnostic).empty());
    }
    if (parsed.query) {
        const Message mail = message();
        const std::string printed = rules::print(*parsed.query);
        // Printing may add quotes and parentheses, and so pass the limit on length.
        check(
            printed.size() > rules::max_query_bytes ||
            rules::parse_query(printed).query == parsed.query
        );
        check(!rules::reason(*parsed.query, rules::MessageView{mail}, {}).empty());
        rules::Rule rule;
        rule.when = *parsed.query;
        static_cast<void>(rules::lint({{rule, rule}, {}}));
    }
    return 0;
}
