#include "tests/testserver/scenario/stage.hpp"
#include "testserver/scenario/sweep.hpp"

#include <gmock/gmock.h>

namespace testserver {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SweepCases cases_of(const Scenario& scenario, const SweepReaches& reaches = {}) {
    auto made = SweepCases::make(scenario, reaches);
    if (const auto* sentence = std::get_if<std::string>(&made)) {
        throw std::runtime_error{*sentence};
    }
    return std::get<SweepCases>(std::move(made));
}

std::string refusal_of(const Scenario& scenario) {
    const auto made = SweepCases::make(scenario, {});
    const auto* sentence = std::get_if<std::string>(&made);
    return sentence == nullptr ? "" : *sentence;
}

constexpr const char* every_byte = R"(
[[rule]]
name = "cut"
on = { cmd = "UID FETCH", out_byte = "sweep" }
do = [{ close = "rst" }]
)";

/// "k failures, then fine", for each k.
TEST(Sweep, TriesHowOftenARuleFires) {
    const auto read = [](const char* times) {
        return read_scenario(
            std::string{"[[rule]]\nname = \"flaky\"\non = { cmd = \"NOOP\" }\n"
                        "do = [{ reply = \"NO Later\" }]\ntimes = "} +
                times + '\n',
            "x.toml"
        );
    };
    const auto cases = cases_of(read("{ from = 1, to = 5, step = 2 }").scenario);

    std::string names;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto one = cases.at(i);
        ScenarioStage stage{""};
        Engine engine{one.scenario, stage.others, stage.now};
        stage.watching = &engine;
        stage.log_in(1);
        unsigned refused = 0;
        while (stage.ask(1, "c NOOP\r\n") == "c NO Later\r\n") {
            ++refused;
        }
        names += one.name + ' ' + std::to_string(refused) + ' ';
    }
    EXPECT_EQ(names, "flaky=1 1 flaky=3 3 flaky=5 5 ");
    EXPECT_THAT(
        read("\"sweep\"").problems.at(0).text(), HasSubstr("x.toml:5:9: \"sweep\" is none of")
    );
    EXPECT_THAT(read("{ from = 0, to = 2 }").problems.at(0).text(), HasSubstr("counted from 1"));
}

TEST(Sweep, ShowsInARunWithoutItHowFarItGoes) {
    ScenarioStage stage{every_byte};
    stage.log_in(1);

    const auto answer = stage.ask(1, "c UID FETCH 1 (FLAGS)\r\n");

    EXPECT_THAT(answer, HasSubstr("c OK Success")) << "the rule cuts nothing in this run";
    EXPECT_EQ(stage.engine.reaches().at("cut").size, answer.size());
    EXPECT_EQ(cases_of(stage.engine.scenario(), stage.engine.reaches()).size(), answer.size());
}

TEST(Sweep, CutsEachCaseAtItsOwnByte) {
    ScenarioStage measure{every_byte};
    measure.log_in(1);
    const auto answer = measure.ask(1, "c UID FETCH 1 (FLAGS)\r\n");
    const auto cases = cases_of(measure.engine.scenario(), measure.engine.reaches());

    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto one = cases.at(i);
        ScenarioStage stage{""};
        Engine engine{one.scenario, stage.others, stage.now};
        stage.watching = &engine;
        stage.log_in(1);
        EXPECT_EQ(stage.ask(1, "c UID FETCH 1 (FLAGS)\r\n"), answer.substr(0, i) + "<rst>");
        EXPECT_EQ(one.name, "cut=" + std::to_string(i));
        EXPECT_THAT(engine.problems(stage.now), IsEmpty());
    }
}

TEST(Sweep, GoesUpInStepsAndOverEveryPair) {
    const auto scenario = scenario_of(R"(
[[rule]]
name = "a"
on = { raw_byte = { from = 5, to = 12, step = 5 } }
do = [{ close = "rst" }]
[[rule]]
name = "b"
on = { in_byte = { from = 0, to = 1, step = 1 } }
do = [{ close = "rst" }]
)");
    EXPECT_FALSE(needs_reach(scenario));

    const auto cases = cases_of(scenario);

    std::vector<std::string> names;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        names.push_back(cases.at(i).name);
    }
    EXPECT_THAT(names, ElementsAre("a=5,b=0", "a=10,b=0", "a=5,b=1", "a=10,b=1"));
}

TEST(Sweep, KnowsWhereTokensBeginAndEnd) {
    EXPECT_THAT(token_edges("OK a\r\n"), ElementsAre(1, 2, 3, 4, 5, 6, 7));
    const auto literal = token_edges("x {200}\r\n" + std::string(200, 'y') + ")\r\n");
    for (const auto edge : {8U, 9U, 10U, 9U + 97U, 9U + 194U, 208U, 209U, 210U}) {
        EXPECT_TRUE(literal.contains(edge)) << edge;
    }
    EXPECT_FALSE(literal.contains(100));
}

TEST(Sweep, TakesEdgesLinesAndTheClientsBytes) {
    ScenarioStage stage{R"(
[[rule]]
name = "edge"
on = { out_byte = "edges" }
do = [{ close = "rst" }]
[[rule]]
name = "line"
on = { line = "sweep" }
do = [{ close = "rst" }]
[[rule]]
name = "heard"
on = { in_byte = "sweep" }
do = [{ close = "rst" }]
[[rule]]
name = "literal"
on = { literal_byte = "edges" }
do = [{ close = "rst" }]
)"};
    const std::string said = "a LOGIN me@gmail.com secret\r\nb SELECT INBOX\r\n";
    auto answer = stage.ask(1, said);
    answer += stage.ask(1, "c UID FETCH 1 (BODY.PEEK[])\r\n");

    const auto& reaches = stage.engine.reaches();
    EXPECT_EQ(reaches.at("edge").size, answer.size());
    EXPECT_LT(reaches.at("edge").edges.size(), answer.size());
    constexpr std::uint64_t of_the_literal = 3; // A line goes on behind its literal.
    const auto line_ends = static_cast<std::uint64_t>(std::ranges::count(answer, '\n'));
    EXPECT_EQ(reaches.at("line").size, line_ends - of_the_literal);
    EXPECT_GE(reaches.at("heard").size, said.size());
    EXPECT_EQ(reaches.at("literal").size, 64U);
}

constexpr std::string_view counted = R"(
[[rule]]
name = "search"
on = { cmd = "UID SEARCH", nth = "sweep" }
do = [{ close = "rst" }]
[[rule]]
name = "line"
on = { conn = "sweep", phase = "selected", cmd = "NOOP" }
do = [{ close = "rst" }]
[[rule]]
name = "late"
on = { cmd = "UID FETCH", nth = { from = 2, to = 6, step = 2 } }
do = [{ close = "rst" }]
)";

TEST(Sweep, CountsMatchesAndConnections) {
    ScenarioStage stage{counted};
    for (std::uint64_t connection = 1; connection <= 2; ++connection) {
        stage.log_in(connection);
        for (const char* command : {"c UID SEARCH ALL", "d NOOP", "e UID SEARCH SEEN"}) {
            const auto said = stage.ask(connection, std::string{command} + "\r\n");
            EXPECT_THAT(said, HasSubstr(" OK ")) << "a rule that sweeps does nothing";
        }
    }

    const auto made = SweepCases::make(scenario_of(counted), stage.engine.reaches());
    const auto& cases = std::get<SweepCases>(made);
    ASSERT_EQ(cases.size(), 4U * 2U * 3U);
    EXPECT_EQ(cases.at(0).name, "search=1,line=1,late=2");
    EXPECT_EQ(cases.at(23).name, "search=4,line=2,late=6");

    ScenarioStage third{""};
    Engine engine{cases.at(2).scenario, third.others, third.now};
    third.watching = &engine;
    third.log_in(1);
    EXPECT_THAT(third.ask(1, "c UID SEARCH ALL\r\n"), HasSubstr(" OK "));
    EXPECT_THAT(third.ask(1, "d UID SEARCH ALL\r\n"), HasSubstr(" OK "));
    EXPECT_EQ(third.ask(1, "e UID SEARCH ALL\r\n"), "<rst>") << cases.at(2).name;
}

TEST(Sweep, IsOneThingOfARule) {
    const auto read = read_scenario(
        "[[rule]]\non = { cmd = \"NOOP\", nth = \"sweep\", conn = \"sweep\" }\ndo = [{ close = "
        "\"rst\" "
        "}]\n[[rule]]\non = { cmd = \"NOOP\", nth = { from = 0, to = 2 } }\ndo = [{ close = "
        "\"rst\" }]\n",
        "x.toml"
    );

    ASSERT_EQ(read.problems.size(), 2U);
    EXPECT_EQ(read.problems[0].text(), "x.toml:2:6: a rule sweeps one thing; write a rule each");
    EXPECT_THAT(read.problems[1].text(), HasSubstr("it is counted from 1"));
}

TEST(Sweep, SaysWhatCannotBeSwept) {
    EXPECT_THAT(refusal_of(scenario_of(every_byte)), HasSubstr("\"cut\" has nothing to sweep"));
    EXPECT_THAT(
        refusal_of(
            scenario_of("[[rule]]\non = { raw_byte = \"edges\" }\ndo = [{ close = \"rst\" }]\n")
        ),
        HasSubstr("raw_byte sweeps { from, to, step }")
    );
}

} // namespace
} // namespace testserver
