#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/malformed.hpp"
#include "testserver/scenario/named_scenario.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace testserver {
namespace {

TEST(Catalogue, HasEveryRowOnce) {
    std::set<std::string_view> ids;
    for (const auto& row : catalogue()) {
        EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    }
    EXPECT_EQ(ids.size(), 145U); // FAULTS B
}

TEST(Catalogue, HasAScenarioThatReadsOrSaysWhyNot) {
    for (const auto& row : catalogue()) {
        const auto read = read_scenario(row.scenario, std::string{row.id});
        for (const auto& problem : read.problems) {
            ADD_FAILURE() << problem.text();
        }
        EXPECT_TRUE(!row.scenario.empty() || !row.note.empty()) << row.id;
    }
}

TEST(Catalogue, IsTheTableOfTheReadme) {
    std::ifstream file{std::string{TEST_DATA_DIR} + "/../../testserver/scenario/CATALOGUE.md"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};

    EXPECT_NE(text.find(catalogue_markdown()), std::string::npos)
        << "write it anew: fake-gmail --list-markdown";
}

TEST(NamedScenario, IsARowAFileOrAProblem) {
    EXPECT_TRUE(named_scenario("T5").problems.empty());
    EXPECT_EQ(
        text_of(named_scenario("T99").problems),
        "T99: neither a file that can be read nor a row of fake-gmail --list"
    );
}

TEST(NamedScenario, HasOneNumberWhereOneRunNeedsOne) {
    const auto path = testing::TempDir() + "sweep.toml";
    std::ofstream{path} << "[[rule]]\nname = \"all\"\non = { out_byte = \"sweep\" }\n"
                           "do = [{ close = \"fin\" }]\n";

    EXPECT_EQ(
        text_of(named_scenario(path).problems),
        path + ": rule \"all\" sweeps; one run needs one number there"
    );
}

TEST(MalformedLines, EndAsLinesDoUnlessThatIsThePoint) {
    for (const auto& line : malformed_lines()) {
        const bool ends = line.bytes.ends_with("\r\n");
        EXPECT_TRUE(ends || line.name == "bare-lf" || line.name == "no-crlf") << line.name;
    }
}

} // namespace
} // namespace testserver
