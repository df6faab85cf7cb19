#pragma once

#include "domain/mail/message.hpp"
#include "domain/rules/checker.hpp"
#include "domain/rules/rule.hpp"
#include "tests/domain/builders.hpp"

#include <cstdint>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Random mail, queries and rules from a seed. Values come from small pools, so that queries often
/// match.
namespace domain::testing_support {

class Generator {
public:
    explicit Generator(std::uint64_t seed) : engine_(seed) {}

    std::size_t below(std::size_t count) {
        return std::uniform_int_distribution<std::size_t>{0, count - 1}(engine_);
    }

    bool chance(unsigned percent) { return below(100) < percent; }

    template <typename T>
    const T& one_of(const std::vector<T>& pool) {
        return pool[below(pool.size())];
    }

    Label label() { return Label{one_of(user_label_pool())}; }

    LabelSet labels() {
        LabelSet labels;
        for (const Label& system : {inbox, starred, important}) {
            if (chance(40)) {
                labels.insert(system);
            }
        }
        for (std::size_t count = below(4); count > 0; --count) {
            if (const Label given = label(); !has_label(labels, given)) {
                labels.insert(given);
            }
        }
        return labels;
    }

    Message message() {
        Message message = receipt();
        message.id.value = "gm:" + std::to_string(below(1'000'000));
        message.labels = labels();
        message.flags.seen = chance(50);
        message.size.count = below(4'000'000);
        message.received = context().now - std::chrono::hours{below(24 * 800)};
        message.headers->subject = words(4);
        message.headers->from = {address(one_of(address_pool()), words(2))};
        message.headers->to = {address(one_of(address_pool()))};
        message.headers->list_id = chance(30) ? "builds.ci.example" : "";
        message.text->words = words(30);
        if (chance(50)) {
            message.structure->parts.pop_back();
        }
        return message;
    }

    /// The same message, but known in fewer parts.
    Message less_known(Message message) {
        if (message.text && message.text->complete && chance(40)) {
            std::string& text = message.text->words;
            text.resize(below(text.size() + 1));
            message.text->complete = false;
        } else if (chance(60)) {
            message.text.reset();
        }
        if (chance(40)) {
            message.structure.reset();
        }
        if (chance(30)) {
            message.headers.reset();
        }
        return message;
    }

    rules::Node node(std::size_t depth = 3) {
        if (depth == 0 || chance(35)) {
            return rules::Node{term()};
        }
        if (chance(20)) {
            return rules::negated(node(depth - 1));
        }
        std::vector<rules::Node> nodes;
        for (std::size_t count = 2 + below(3); count > 0; --count) {
            nodes.push_back(node(depth - 1));
        }
        return chance(50) ? rules::all_of(std::move(nodes)) : rules::any_of(std::move(nodes));
    }

    rules::Query query() { return rules::Query{node()}; }

    rules::Rule rule(std::string name) {
        rules::Rule rule;
        rule.name = std::move(name);
        rule.when = query();
        if (chance(25)) {
            rule.unless = query();
        }
        rule.edit.add = {label()};
        if (chance(30)) {
            if (const Label other = label(); !has_label(rule.edit.add, other)) {
                rule.edit.remove.insert(other);
            }
        }
        if (chance(40)) {
            rule.edit.remove.insert(inbox);
        }
        if (chance(20)) {
            (chance(50) ? rule.edit.add : rule.edit.remove).insert(starred);
        }
        rule.stop = chance(15);
        rule.after = std::chrono::hours{chance(20) ? 24 * 100 : 0};
        return rule;
    }

    rules::RuleSet rules() {
        rules::RuleSet set;
        for (std::size_t count = 1 + below(6); count > 0; --count) {
            set.rules.push_back(rule("rule " + std::to_string(count)));
        }
        if (chance(50)) {
            set.guards.push_back({"guard", query()});
        }
        return set;
    }

    std::string bytes(std::size_t most) {
        static constexpr std::string_view alphabet = "ab:()\"{}-* OR\\,/\t\n\x80\xc3\xa9@.me";
        std::string text;
        for (std::size_t count = below(most + 1); count > 0; --count) {
            text += chance(90) ? alphabet[below(alphabet.size())] : static_cast<char>(below(256));
        }
        return text;
    }

private:
    static const std::vector<std::string>& user_label_pool() {
        static const std::vector<std::string> pool{
            "Receipts", "Travel", "Lists/CI", "lists/ci", "Work/Acme", "a,b\\c"
        };
        return pool;
    }

    static const std::vector<std::string>& address_pool() {
        static const std::vector<std::string> pool{
            "you@gmail.com", "desk@shop.example", "bot@mail.shop.example", "ann@work.example"
        };
        return pool;
    }

    static const std::vector<std::string>& word_pool() {
        static const std::vector<std::string> pool{
            "receipt",
            "Invoice",
            "TRIP",
            "caf\u00e9",
            "OR",
            "me",
            "over-due",
            "-off",
            "\u65c5\u884c",
            "x_1"
        };
        return pool;
    }

    static const std::vector<std::string>& property_pool(rules::FieldId field) {
        static const std::vector<std::string> in{"inbox", "archive", "starred", "anywhere"};
        static const std::vector<std::string> is{"read", "unread", "important", "muted"};
        static const std::vector<std::string> has{"attachment", "userlabels", "nouserlabels"};
        return field == rules::FieldId::in ? in : field == rules::FieldId::is ? is : has;
    }

    std::string words(std::size_t most) {
        std::string text = one_of(word_pool());
        for (std::size_t count = below(most); count > 0; --count) {
            text += (chance(90) ? " " : "**") + one_of(word_pool());
        }
        return text;
    }

    std::string value_for(const rules::Field& field) {
        static const std::vector<std::string> sizes{"10", "100K", "2M", "1g"};
        static const std::vector<std::string> ages{"1d", "40D", "6m", "1y", "9h"};
        static const std::vector<std::string> dates{"2026/01/31", "2025-12-01", "01/02/2025"};
        switch (field.value) {
        case rules::ValueKind::words:
            return words(2);
        case rules::ValueKind::person:
            return chance(60) ? one_of(address_pool()) : chance(50) ? "shop.example" : words(2);
        case rules::ValueKind::label:
            return chance(20) ? "Lists/*" : label().name;
        case rules::ValueKind::property:
            return one_of(property_pool(field.id));
        case rules::ValueKind::size:
            return one_of(sizes);
        case rules::ValueKind::age:
            return one_of(ages);
        case rules::ValueKind::date:
            return one_of(dates);
        case rules::ValueKind::message_id:
            return "<r12@shop.example>";
        }
        return {};
    }

    rules::Term term() {
        const rules::Field& field = rules::fields()[below(rules::fields().size())];
        const std::string text = value_for(field);
        std::vector<rules::Diagnostic> diagnostics;
        auto term = rules::check_term(field, {text, true, {}}, diagnostics);
        if (!term) {
            ADD_FAILURE() << field.name << ": " << text << ": " << diagnostics.front().message;
            std::abort();
        }
        return *std::move(term);
    }

    std::mt19937_64 engine_;
};

/// Runs a property once a seed; PROPERTY_SEED=<n> in the environment runs that one only.
template <typename Property>
void for_each_seed(std::uint64_t count, Property property) {
    const char* wanted = std::getenv("PROPERTY_SEED"); // NOLINT(concurrency-mt-unsafe): one thread.
    const std::uint64_t first = wanted == nullptr ? 1 : std::strtoull(wanted, nullptr, 10);
    const std::uint64_t last = wanted == nullptr ? count : first;
    for (std::uint64_t seed = first; seed <= last; ++seed) {
        SCOPED_TRACE("reproduce with PROPERTY_SEED=" + std::to_string(seed));
        Generator random{seed};
        property(random);
        if (::testing::Test::HasFailure()) {
            return;
        }
    }
}

} // namespace domain::testing_support
