#include "domain/plan/plan_line.hpp"
#include "domain/plan/plan_text.hpp"
#include "tests/domain/plan/plans.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace domain::plan {
namespace {

using testing_support::at;
using testing_support::entry;
using testing_support::label_set;
using testing_support::plan;

const std::string text_of_plan = "gmail-classifier plan v1\n"
                                 "id\t7f3c\n"
                                 "created\t2026-03-10T12:00:00Z\n"
                                 "account\tyou@gmail.com\n"
                                 "uidvalidity\t1\n"
                                 "rules\t0000000000000abc\n"
                                 "model\t0000000000000000\n"
                                 "scope\tnewer_than:30d\n"
                                 "entry\tgm:1\t2026-03-02T09:00:00Z\t\\\\Important,"
                                 "\\\\Inbox\tReceipts\t\\\\Inbox\trule receipts\t"
                                 "desk@shop.example\tYour receipt\n"
                                 "tally\tscanned\t2184\n"
                                 "tally\tunsure\t0\n"
                                 "tally\tsuggest_only\t0\n"
                                 "tally\tkept_in_inbox\t0\n"
                                 "tally\theld_back\t0\n"
                                 "tally\tundecided\t0\n"
                                 "tally\twaiting\t0\n"
                                 "tally\tout_of_scope\t0\n"
                                 "tally\tbytes_read\t0\n"
                                 "create\tReceipts\n"
                                 "end\t1\ta6e90583d0c6b898\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

std::string problem(const std::string& text) {
    const auto read = read_plan(text);
    const auto* wrong = std::get_if<PlanProblem>(&read);
    return wrong == nullptr ? "none" : wrong->text();
}

/// The problem of today's plan with one piece replaced.
std::string problem_with(const std::string& from, const std::string& to) {
    return problem(replaced(write_plan(plan()), from, to));
}

TEST(PlanText, IsOneLineForEachEntry) {
    EXPECT_EQ(write_plan(plan()), text_of_plan);
}

TEST(PlanText, ReadsWhatItWrote) {
    EXPECT_EQ(std::get<Plan>(read_plan(write_plan(plan()))), plan());
    EXPECT_EQ(std::get<Plan>(read_plan(write_plan({{"x", {}, {}, {}}, {}, {}}))).head.id, "x");
}

TEST(PlanText, KeepsNamesThatLookLikeTheFormat) {
    Plan odd = plan();
    odd.entries[0].change.edit.add = label_set({"a,b\\c", "end"});
    odd.entries[0].reasons = {"rule a, b", "\\"};
    odd.head.scope = "a,b \\ {c}";

    EXPECT_EQ(std::get<Plan>(read_plan(write_plan(odd))), odd);
}

TEST(PlanText, TurnsControlCharactersIntoBlanks) {
    Plan hostile = plan();
    hostile.entries[0].subject = "a\x1b[2J\tb\nend\t0";

    const auto read = std::get<Plan>(read_plan(write_plan(hostile)));

    EXPECT_EQ(read.entries[0].subject, "a [2J b end 0");
}

TEST(PlanText, CutsSubjectsBetweenCharacters) {
    Plan wordy = plan();
    wordy.entries[0].subject = std::string(max_subject_bytes - 1, 'x') + "\u00e9";

    const auto read = std::get<Plan>(read_plan(write_plan(wordy)));

    EXPECT_EQ(read.entries[0].subject, std::string(max_subject_bytes - 1, 'x'));
}

TEST(PlanText, RefusesWhatIsNoPlan) {
    EXPECT_EQ(problem("hello\n"), "line 1: this is no plan of gmail-classifier");
    EXPECT_EQ(
        problem("gmail-classifier plan v2\n"), "line 1: this version of plans is not known here"
    );
    EXPECT_EQ(problem(""), "line 1: the plan ends before its last line");
}

TEST(PlanText, RefusesABrokenHead) {
    EXPECT_EQ(problem_with("id\t7f3c\n", ""), "line 2: \"id\" is missing here");
    EXPECT_EQ(problem_with("7f3c", "../../x"), "line 2: the value of \"id\" is broken");
    EXPECT_EQ(problem_with("T12:00", "T24:00"), "line 3: the value of \"created\" is broken");
    EXPECT_EQ(
        problem_with("uidvalidity\t1", "uidvalidity\t4294967296"),
        "line 5: the value of \"uidvalidity\" is broken"
    );
    EXPECT_EQ(problem_with("0abc", "abc"), "line 6: the value of \"rules\" is broken");
    EXPECT_EQ(problem_with("scope\t", "scope"), "line 8: a line has a key, a tab and a value");
}

TEST(PlanText, RefusesEntriesThatMayNotBePlanned) {
    EXPECT_EQ(
        problem_with("\tReceipts\t", "\t\\\\Trash\t"),
        "line 9: the entry may not be planned: the label \\Trash may not be changed"
    );
    EXPECT_EQ(
        problem_with("\\\\Important,", "\\\\Spam,"),
        "line 9: the entry may not be planned: the message is in Spam, which is never touched"
    );
}

TEST(PlanText, RefusesBrokenEntries) {
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"\tYour receipt", ""},
             {"Your receipt", "Your\treceipt"},
             {"Your receipt", "Your\\receipt"},
             {"Your receipt", "Your\x01receipt"},
             {"Your receipt", "Your receipt\\"},
             {"\\\\Important,", "\\\\Important,,"},
             {"2026-03-02T09", "2026-03-32T09"},
         }) {
        EXPECT_EQ(problem_with(from, to), "line 9: the entry is broken") << to;
    }
    EXPECT_EQ(
        problem_with("Your receipt", std::string(max_plan_line_bytes, 'x')),
        "line 9: the line is longer than 65536 bytes"
    );
}

TEST(PlanText, RefusesABrokenTail) {
    EXPECT_EQ(
        problem_with("tally\tunsure\t0", "tally\tunsure\t-1"),
        "line 11: the line is broken or stands in the wrong place"
    );
    EXPECT_EQ(
        problem_with("create\tReceipts", "create\tTrash"),
        "line 19: the line is broken or stands in the wrong place"
    );
    EXPECT_EQ(
        problem_with("create\tReceipts", "entry\tx"),
        "line 19: the line is broken or stands in the wrong place"
    );
    EXPECT_EQ(problem_with("end\t1\t", "end\t1"), "line 20: the last line is broken");
}

TEST(PlanText, NoticesThatItWasChanged) {
    EXPECT_EQ(
        problem_with("scope\tnewer_than:30d", "scope\tnewer_than:31d"),
        "line 20: the plan was changed after it was written (its fingerprint differs)"
    );
    EXPECT_EQ(
        problem_with("end\t1", "end\t2"),
        "line 20: the plan has 1 entries, not the 2 that were written"
    );
    EXPECT_EQ(problem(write_plan(plan()) + "x\n"), "line 21: nothing may follow the last line");
}

TEST(PlanText, NoticesThatItIsCutAnywhere) {
    const std::string whole = write_plan(plan());
    for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
        EXPECT_NE(problem(whole.substr(0, length)), "none") << length;
    }
}

TEST(PlanReader, StaysFailed) {
    PlanReader reader;
    static_cast<void>(reader.line("hello"));

    const auto step = reader.line("gmail-classifier plan v1");

    EXPECT_EQ(std::get<PlanProblem>(step).what, "an earlier line was wrong");
    EXPECT_EQ(reader.finish(), std::nullopt);
}

TEST(WrittenTime, SurvivesBrokenDates) {
    EXPECT_EQ(written_time(at(1969, 12, 31)), "1969-12-31T00:00:00Z");
    EXPECT_EQ(written_time(Timestamp::max()), "9999-12-31T00:00:00Z");
    EXPECT_EQ(written_time(Timestamp::min()), "0000-01-01T00:00:00Z");
    EXPECT_EQ(read_time("0000-01-01T00:00:00Z").has_value(), true);
}

} // namespace
} // namespace domain::plan
