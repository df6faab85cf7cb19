#pragma once

#include "domain/mail/message.hpp"
#include "domain/rules/evaluate.hpp"
#include "domain/rules/parser.hpp"
#include "domain/rules/printer.hpp"
#include "domain/rules/rule_reader.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How domain tests make mail, queries and rules in one line, and how GoogleTest prints them.
namespace domain {

inline void PrintTo(const Label& label, std::ostream* out) {
    *out << label.name;
}

namespace rules {

inline void PrintTo(Truth truth, std::ostream* out) {
    *out << (truth == Truth::no ? "no" : truth == Truth::yes ? "yes" : "unknown");
}

inline void PrintTo(const Query& query, std::ostream* out) {
    *out << print(query);
}

} // namespace rules

namespace testing_support {

inline Timestamp at(int year, unsigned month, unsigned day, int hour = 0) {
    using namespace std::chrono;
    return sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} +
           hours{hour};
}

inline LabelSet label_set(std::initializer_list<const char*> names) {
    LabelSet labels;
    for (const char* name : names) {
        labels.insert(Label{name});
    }
    return labels;
}

inline Address address(std::string_view text, std::string name = {}) {
    const std::size_t split = text.find('@');
    const auto host = split == std::string_view::npos ? "" : text.substr(split + 1);
    return {std::move(name), std::string{text.substr(0, split)}, std::string{host}};
}

/// A receipt of 2026-03-02 with everything known; tests change what they are about.
inline Message receipt() {
    Message message;
    message.id = {"gm:1"};
    message.received = at(2026, 3, 2, 9);
    message.size = {20'000};
    message.labels = label_set({"\\Inbox"});
    Headers headers;
    headers.from = {address("desk@mail.shop.example", "The Shop Desk")};
    headers.to = {address("you@gmail.com", "You")};
    headers.cc = {address("ann@work.example", "Ann Lee")};
    headers.subject = "Your Receipt for order #12";
    headers.message_id = "r12@shop.example";
    headers.fields = {
        {"Delivered-To", "you+shop@gmail.com"},
        {"Bcc", "\"Hidden, One\" <hidden@work.example>"},
    };
    message.headers = std::move(headers);
    message.structure = Structure{{
        {"1", "text/plain", "utf-8", "", "", false, {900}},
        {"2", "application/pdf", "", "base64", "Invoice-2026_03.pdf", true, {18'000}},
    }};
    message.text = Text{"Thank you for your order. The total is 12 euros.", {}, true};
    return message;
}

/// Noon of 2026-03-10, for someone at you@gmail.com.
inline rules::QueryContext context() {
    rules::QueryContext context;
    context.now = at(2026, 3, 10, 12);
    context.own = {"you@gmail.com"};
    return context;
}

inline rules::Query query(std::string_view text) {
    auto parsed = rules::parse_query(text);
    for (const auto& diagnostic : parsed.diagnostics) {
        if (diagnostic.severity == rules::Severity::error) {
            ADD_FAILURE() << rules::pointed_out(text, diagnostic);
        }
    }
    return parsed.query.value_or(rules::Query{});
}

inline rules::SourceText source(std::string text, std::size_t line = 1, std::size_t column = 1) {
    return {std::move(text), {"config.toml", line, column}};
}

inline rules::RuleText rule(std::string name, std::string when, std::vector<std::string> labels) {
    rules::RuleText text;
    text.name = source(std::move(name));
    text.when = source(std::move(when));
    for (std::string& label : labels) {
        text.labels.push_back(source(std::move(label)));
    }
    text.origin = {"config.toml", 1, 1};
    return text;
}

inline rules::RuleSet
rule_set(const std::vector<rules::RuleText>& texts, const rules::ProtectText& protect = {}) {
    auto read = rules::read_rules(texts, protect);
    for (const auto& wrong : read.diagnostics) {
        if (wrong.diagnostic.severity == rules::Severity::error) {
            ADD_FAILURE() << wrong.rule << ": " << wrong.diagnostic.message;
        }
    }
    return std::move(read.rules);
}

} // namespace testing_support
} // namespace domain
