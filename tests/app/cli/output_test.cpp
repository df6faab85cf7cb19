#include "app/cli/exit_codes.hpp"
#include "app/cli/help.hpp"
#include "app/cli/output.hpp"
#include "app/cli/run.hpp"
#include "app/cli/setting_flags.hpp"
#include "app/cli/verbs/explain_view.hpp"
#include "app/cli/verbs/log_view.hpp"
#include "ports/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        widest = std::max(widest, columns_of(line));
    }
    return widest;
}

TEST(Explanation, EndsNoLineWithABlank) {
    usecase::ExplainReport report;
    report.cached.message.id = {"gm:1"};
    report.model = "m1";
    report.score = 1;
    report.fields = {
        {"subject", 1.5, 9, {{1.75, "subject", "invoice"}, {-0.125, "subject", "re"}}},
        {"body", 0.5, 40, {{0.25, "body", ""}}},
        {"prior", -1, 1, {{-1, "prior", ""}}},
    };

    const auto text = text_of(report);

    EXPECT_THAT(text, HasSubstr("+1.50  subject (9): invoice +1.75, re -0.12\n"));
    EXPECT_THAT(text, HasSubstr("+0.50  body (40): --fetch names its words\n"));
    EXPECT_THAT(text, HasSubstr("-1.00  prior\n"));
    EXPECT_THAT(text, HasSubstr("+1.00  together\n"));
    EXPECT_THAT(text, Not(HasSubstr(" \n")));
}

TEST(Explanation, EndsWithItsLastLine) {
    usecase::ExplainReport report;
    report.cached.message.id = {"gm:1"};

    EXPECT_THAT(text_of(report), testing::EndsWith("no label\n"));
}

TEST(Log, FitsIntoEightyColumns) {
    ports::Flight flight;
    flight.ended = flight.began + std::chrono::hours{47};
    flight.blind = std::chrono::hours{3};
    flight.came = 12345;
    flight.logins = 12;
    flight.proof =
        "nothing came, nothing changed (UIDNEXT 12345 as before, EXISTS 12345 as before, "
        "HIGHESTMODSEQ 12345 as before)";

    EXPECT_LE(widest_line(text_of(flight, "connection: ")), 80U);
}

TEST(Log, ShowsConnectionsBeforeTheRunsOfTheSameSecond) {
    const domain::Timestamp now{std::chrono::seconds{1'700'000'000}};
    const domain::Timestamp before = now - std::chrono::seconds{1};
    const auto run = [](std::uint64_t id, domain::Timestamp started) {
        return usecase::RunStatus{.run = {{id}, ports::RunKind::apply, "plan", started, {}}};
    };
    const auto flight = [](domain::Timestamp began, const char* proof) {
        ports::Flight one;
        one.began = began;
        one.proof = proof;
        return one;
    };
    const usecase::History history{
        {flight(now, "third"), flight(now, "second"), flight(before, "first")},
        {run(2, now), run(1, before)}
    };
    const auto what = [&history](std::size_t most) {
        std::vector<std::string> shown;
        for (const auto& line : lines_of(history, most)) {
            const auto* const proof = line.object.if_contains("proof");
            shown.emplace_back(
                proof != nullptr ? proof->as_string().c_str() : line.text.substr(0, 5)
            );
        }
        return shown;
    };

    EXPECT_THAT(what(10), testing::ElementsAre("first", "run 1", "second", "third", "run 2"));
    EXPECT_THAT(what(2), testing::ElementsAre("third", "run 2")) << "the newest";
}

TEST(Text, IsCutAtACharacterAndNeverInsideOne) {
    EXPECT_EQ(cut("Reise nach Köln", 20), "Reise nach Köln");
    EXPECT_EQ(cut("Köln", 3), "Kö…");
    EXPECT_EQ(columns_of("Köln"), 4U);
}

TEST(Text, CannotMoveTheCursor) {
    EXPECT_THAT(printable("a\x1b[2Jb\r\n"), Not(HasSubstr("\x1b")));
    EXPECT_THAT(
        printable("a\xC2\x9B"
                  "b"),
        Not(HasSubstr("\xC2\x9B"))
    );
    EXPECT_EQ(printable("Köln £5"), "Köln £5");
}

TEST(Text, IsWrappedAtBlanks) {
    const std::string words(50, 'x');

    EXPECT_EQ(wrapped("one two", 4), "one two");
    EXPECT_EQ(wrapped(words + ' ' + words, 4), words + "\n    " + words);
}

TEST(Tables, AlignTheirColumns) {
    Table table{{Table::Align::left, Table::Align::right}};
    table.row({"Köln", "5"});
    table.row({"Rome", "1,200"});

    EXPECT_EQ(table.text(), "Köln      5\nRome  1,200\n");
}

TEST(Tables, EndAtEightyColumns) {
    Table table{{Table::Align::left, Table::Align::left}};
    table.row({std::string(60, 'x'), std::string(60, 'y')});

    EXPECT_EQ(widest_line(table.text()), 80U);
}

TEST(Labels, AreShownWithoutTheBackslashOfGmails) {
    EXPECT_EQ(label_changes({{"Travel"}}, {{"\\Inbox"}}), "+ Travel  − Inbox");
}

TEST(Help, FitsIntoEightyColumns) {
    EXPECT_LE(widest_line(welcome()), 80U);
    EXPECT_LE(widest_line(overview()), 80U);
    for (const auto& verb : verbs()) {
        EXPECT_LE(widest_line(verb_help(verb, setting_flags())), 80U) << verb.name;
    }
    for (const auto& topic : topics()) {
        EXPECT_LE(widest_line(topic.text()), 80U) << topic.name;
    }
}

TEST(Help, CutsNothing) {
    EXPECT_THAT(overview(), Not(HasSubstr("……")));
    for (const auto& verb : verbs()) {
        EXPECT_THAT(overview(), HasSubstr(std::string{verb.summary}));
    }
}

TEST(Help, WelcomesInAtMostEightLinesWithTwoCommands) {
    const auto text = welcome();

    EXPECT_LE(std::ranges::count(text, '\n'), 8);
    EXPECT_THAT(text, HasSubstr("gmail-classifier demo"));
    EXPECT_THAT(text, HasSubstr("gmail-classifier sync"));
}

TEST(Help, NamesEverySettingAsVariable) {
    const auto found = std::ranges::find(topics(), "environment", &Topic::name);
    ASSERT_NE(found, topics().end());

    EXPECT_THAT(found->text(), HasSubstr("GMAIL_CLASSIFIER_PASSWORD_FILE"));
}

TEST(Failures, AreSentencesThatEndOnce) {
    const auto said = [](const char* sentence) {
        std::ostringstream err;
        report_failure({ports::FailureKind::config, sentence, {}, {}}, false, err);
        return err.str();
    };

    EXPECT_EQ(said("No key"), "gmail-classifier: No key.\n");
    EXPECT_EQ(said("No key. Did you mean x?"), "gmail-classifier: No key. Did you mean x?\n");
}

TEST(ExitCodes, ExplainEveryCodeThatAFailureCanEndWith) {
    for (int kind = 0; kind <= static_cast<int>(ports::FailureKind::internal); ++kind) {
        const int code = ports::reaction(static_cast<ports::FailureKind>(kind)).exit_code;
        EXPECT_NE(std::ranges::find(exit_codes(), code, &ExitCode::code), exit_codes().end())
            << code;
    }
}

} // namespace
} // namespace cli
