#include "adapters/report/html.hpp"
#include "adapters/report/scorecard_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

domain::evaluation::Outcome
outcome(const std::string& truth, const std::string& predicted, double confidence) {
    domain::evaluation::Outcome made;
    made.truth = {{truth}};
    made.predicted = {predicted};
    made.confidence = confidence;
    return made;
}

std::string page_of(
    const std::vector<domain::evaluation::Outcome>& outcomes,
    ScorecardContext context = {"me@mail.example", "test", {}}
) {
    return scorecard_page(context, domain::evaluation::scorecard(outcomes));
}

TEST(ScorecardPage, ShowsEachLabelWithItsGate) {
    ScorecardContext context{"me@mail.example", "the newest 30 %", {}};
    context.gates[{"Travel"}] = {
        domain::learning::GateState::suggest, 0.95, 0.91, false, "lower 0.91 < 0.97"
    };

    const auto page =
        page_of({outcome("Travel", "Travel", 0.9), outcome("Work", "Travel", 0.6)}, context);

    EXPECT_THAT(page, HasSubstr("<td>Travel</td>"));
    EXPECT_THAT(page, HasSubstr("suggest · lower 0.91 &lt; 0.97"));
    EXPECT_THAT(page, HasSubstr("<td>Work</td><td class=\"name\">Travel</td><td>1</td>"));
}

TEST(ScorecardPage, FetchesNothingFromElsewhere) {
    const auto page = page_of({outcome("A", "A", 1)});

    EXPECT_THAT(page, Not(HasSubstr("http:")));
    EXPECT_THAT(page, Not(HasSubstr("https:")));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
}

TEST(ScorecardPage, MakesAHostileLabelHarmless) {
    const auto page = page_of({outcome("<script>alert(1)</script>", "\"><img src=x>", 0.5)});

    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
}

TEST(ScorecardPage, IsAPageEvenWithoutMail) {
    EXPECT_THAT(page_of({}), HasSubstr("</html>"));
}

TEST(ScorecardPage, PlotsOnlyFiniteNumbers) {
    for (const auto& page :
         {page_of({}), page_of({outcome("A", "B", 0)}), page_of({outcome("A", "A", 1)})}) {
        EXPECT_THAT(page, Not(HasSubstr("nan")));
        EXPECT_THAT(page, Not(HasSubstr("inf ")));
    }
}

TEST(Escaped, LeavesNoMarkupAndNoControlCharacter) {
    EXPECT_EQ(escaped("a<b>&\"'\n\x7f"), "a&lt;b&gt;&amp;&quot;&#39;  ");
}

} // namespace
} // namespace report
