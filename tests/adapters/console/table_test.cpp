#include "adapters/console/table.hpp"

#include <gtest/gtest.h>

namespace console {
namespace {

TEST(Table, LinesUpItsColumns) {
    Table table{{{"label", Side::left}, {"messages", Side::right}}};
    table.add({"Receipts", "41"});
    table.add({"日本", "312"});

    EXPECT_EQ(table.text(80), "label     messages\nReceipts        41\n日本           312\n");
}

TEST(Table, NeedsNoHead) {
    Table table{{{}, {}}};
    table.add({"a", "b"});
    table.add({"long"});

    EXPECT_EQ(table.text(80), "a     b\nlong\n");
}

TEST(Table, TakesRoomFromTheColumnsThatMayShrink) {
    Table table{{{"", Side::left, true}, {"", Side::left}, {"", Side::left, true}}};
    table.add({"a long subject that says much", "fixed", "short one"});

    const std::string line = table.text(40);

    EXPECT_EQ(line, "a long subject that s…  fixed  short one\n");
    EXPECT_EQ(width(line.substr(0, line.size() - 1)), 40U);
}

TEST(Table, KeepsWhatMayNotShrinkEvenWhereItIsTooWide) {
    Table table{{{"", Side::left}}};
    table.add({"0123456789"});

    EXPECT_EQ(table.text(4), "0123456789\n");
}

TEST(Table, MakesCellsHarmless) {
    Table table{{{}}};
    table.add({"a\x1b[2Jb\nc"});

    EXPECT_EQ(table.text(80), "a\uFFFD[2Jb c\n");
}

TEST(Table, IsEmptyWithoutColumnsOrRows) {
    EXPECT_EQ(Table{{}}.text(80), "");
    EXPECT_EQ((Table{{{}, {}}}.text(80)), "");
}

} // namespace
} // namespace console
