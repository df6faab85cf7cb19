#include "domain/rules/fields.hpp"
#include "domain/rules/parser.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace domain::rules {
namespace {

TEST(Fields, HaveADescriptionAndAnExampleThatParses) {
    for (const Field& field : fields()) {
        EXPECT_FALSE(field.description.empty()) << field.name;
        const ParsedQuery parsed = parse_query(field.example);
        EXPECT_TRUE(parsed.query) << field.example;
        EXPECT_TRUE(parsed.diagnostics.empty()) << field.example;
    }
}

TEST(Fields, AreFoundByEachOfTheirNamesAndNoNameTwice) {
    std::set<std::string_view> names;
    for (const Field& field : fields()) {
        for (const std::string_view name : {field.name, field.aliases[0], field.aliases[1]}) {
            if (!name.empty()) {
                EXPECT_EQ(find_field(name), &field) << name;
                EXPECT_TRUE(names.insert(name).second) << name;
            }
        }
    }
    EXPECT_EQ(find_field(""), nullptr);
}

TEST(PropertyWords, AreAllValidQueries) {
    for (const PropertyWord& row : property_words()) {
        const std::string text = std::string{field(row.field).name} + ':' + std::string{row.word};
        EXPECT_TRUE(parse_query(text).query) << text;
    }
}

TEST(Undecidables, AreRefusedWithTheirReason) {
    for (const Undecidable& row : undecidables()) {
        if (row.field == "around") {
            continue; // An operator, not a field.
        }
        const std::string value{row.value.empty() ? "x" : row.value};
        const ParsedQuery parsed = parse_query(std::string{row.field} + ':' + value);
        ASSERT_FALSE(parsed.query) << row.field;
        EXPECT_EQ(parsed.diagnostics.front().hint, row.reason);
    }
}

} // namespace
} // namespace domain::rules
