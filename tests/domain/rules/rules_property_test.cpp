#include "domain/rules/implication.hpp"
#include "domain/rules/parser.hpp"
#include "domain/rules/printer.hpp"
#include "domain/rules/reason.hpp"
#include "domain/rules/run_rules.hpp"
#include "tests/domain/generator.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace domain::rules {
namespace {

using testing_support::context;
using testing_support::for_each_seed;
using testing_support::Generator;

bool is_within(const LabelSet& inner, const LabelSet& outer) {
    return std::ranges::all_of(inner, [&outer](const Label& label) {
        return has_label(outer, label);
    });
}

TEST(RulesProperty, PrintedQueriesParseToTheSameQuery) {
    for_each_seed(500, [](Generator& random) {
        const Query query = random.query();
        const std::string printed = print(query);

        const ParsedQuery parsed = parse_query(printed);

        ASSERT_TRUE(parsed.query) << printed;
        EXPECT_EQ(*parsed.query, query) << printed;
        EXPECT_TRUE(parsed.diagnostics.empty()) << printed << parsed.diagnostics.front().message;
    });
}

TEST(RulesProperty, AnyBytesParseOrAreDiagnosed) {
    for_each_seed(1'000, [](Generator& random) {
        const std::string text = random.bytes(60);

        const ParsedQuery parsed = parse_query(text);

        EXPECT_NE(parsed.query.has_value(), has_errors(parsed.diagnostics));
        if (parsed.query) {
            EXPECT_EQ(parse_query(print(*parsed.query)).query, parsed.query) << text;
        }
    });
}

TEST(RulesProperty, MoreEvidenceNeverFlipsAnAnswer) {
    for_each_seed(700, [](Generator& random) {
        const Query query = random.query();
        const Message whole = random.message();
        const Message part = random.less_known(whole);
        const Message less = random.less_known(part);

        const Truth known = evaluate(query, whole, context());
        const Truth partly = evaluate(query, part, context());
        const Truth hardly = evaluate(query, less, context());

        EXPECT_NE(known, Truth::unknown) << print(query);
        EXPECT_TRUE(partly == Truth::unknown || partly == known) << print(query);
        EXPECT_TRUE(hardly == Truth::unknown || hardly == partly) << print(query);
    });
}

TEST(RulesProperty, AnUnknownAnswerNamesAPartThatIsMissing) {
    for_each_seed(700, [](Generator& random) {
        const Query query = random.query();
        const Message part = random.less_known(random.message());

        const Answer found = answer(query, MessageView{part}, context());

        EXPECT_EQ(found.truth == Truth::unknown, found.needed.has_value()) << print(query);
        EXPECT_FALSE(found.needed == Evidence::headers && part.headers) << print(query);
        EXPECT_FALSE(found.needed == Evidence::structure && part.structure) << print(query);
        EXPECT_FALSE(found.needed == Evidence::text && part.text && part.text->complete);
    });
}

TEST(RulesProperty, EveryAnswerHasAReason) {
    for_each_seed(500, [](Generator& random) {
        const Query query = random.query();
        const Message part = random.less_known(random.message());

        EXPECT_FALSE(reason(query, MessageView{part}, context()).empty()) << print(query);
    });
}

TEST(RulesProperty, WhatIsImpliedHoldsAndTheImpossibleNever) {
    for_each_seed(500, [](Generator& random) {
        const Query narrow = random.query();
        const Query wide = Query{any_of({random.node(1), narrow.root()})};
        const Message message = random.message();
        const Truth truth = evaluate(narrow, message, context());

        EXPECT_TRUE(implies(narrow.root(), wide.root()));
        EXPECT_FALSE(is_impossible(narrow.root()) && truth == Truth::yes) << print(narrow);
        const Query other = random.query();
        if (implies(narrow.root(), other.root()) && truth == Truth::yes) {
            EXPECT_EQ(evaluate(other, message, context()), Truth::yes);
        }
    });
}

TEST(RulesProperty, WhatRulesDecideFromLessStandsWhenMoreIsKnown) {
    for_each_seed(700, [](Generator& random) {
        const RuleSet rules = random.rules();
        const Message whole = random.message();
        const Message part = random.less_known(whole);

        const RuleRun known = run_rules(rules, whole, context());
        const RuleRun partly = run_rules(rules, part, context());

        EXPECT_TRUE(known.uncertain.empty());
        EXPECT_TRUE(is_within(partly.edit.add, known.edit.add));
        EXPECT_TRUE(is_within(partly.edit.remove, known.edit.remove));
        for (const LabelSet* certain : {&known.edit.add, &known.edit.remove}) {
            for (const Label& label : *certain) {
                EXPECT_TRUE(
                    has_label(partly.edit.add, label) || has_label(partly.edit.remove, label) ||
                    has_label(partly.uncertain, label)
                ) << label.name;
            }
        }
    });
}

TEST(RulesProperty, NoRunEverAsksForAForbiddenChange) {
    for_each_seed(150, [](Generator& random) {
        const RuleRun run = run_rules(random.rules(), random.message(), context());

        EXPECT_EQ(edit_problem(run.edit), std::nullopt);
    });
}

} // namespace
} // namespace domain::rules
