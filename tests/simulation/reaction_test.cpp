// Each row of the catalogue of faults, played to the whole program: what it does about it is the
// row's reaction (FAULTS B), and stands in adapters/imap/REACTIONS.md as it was measured here.

#include "app/compose/fault_injection.hpp"
#include "tests/simulation/whole_job.hpp"
#include "tests/support/secret_forms.hpp"
#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulation {
namespace {

using ports::FailureKind;
using testserver::CatalogueRow;

/// The simulated password and access tokens. How a token may show beside other words is searched
/// for by the words before it.
const std::vector<std::string>& secrets() {
    static const auto all = [] {
        std::vector<std::string> forms;
        for (const auto secret :
             {compose::FaultInjection::password,
              compose::FaultInjection::token_start,
              std::string_view{"auth=Bearer simulated-"}}) {
            for (auto& form : support::forms_of(secret)) {
                forms.push_back(std::move(form));
            }
        }
        return forms;
    }();
    return all;
}

/// Mail comes while the watch listens; whatever else happens, it is to be noticed.
constexpr std::string_view mail_comes = R"toml(
[[rule]]
name = "mail comes"
on = { idle_for = "2m" }
do = [{ mailbox = { name = "INBOX", deliver = 1 } }]
required = false
)toml";

enum class Proof : unsigned char { as_the_row_says, token };

Played
played(std::string_view scenario, std::string_view id, Proof proof = Proof::as_the_row_says) {
    auto read =
        testserver::read_scenario(std::string{scenario}.append(mail_comes), std::string{id});
    EXPECT_TRUE(read.problems.empty()) << read.problems.front().text();
    if (proof == Proof::token && !read.scenario.token_life) {
        read.scenario.token_life = std::chrono::hours{1};
    }
    return play(read.scenario);
}

const Played& calm() {
    static const Played reference = played("", "calm");
    return reference;
}

/// Others change the same mailbox in these, so that it cannot end as it began.
bool others_work_too(const CatalogueRow& row) {
    return row.id.front() == 'B' || row.id == "I6";
}

std::string ending(const Played& job, const CatalogueRow& row) {
    if (job.failure) {
        return fmt::format("{} ends: {}", job.verb, ports::name(job.failure->kind));
    }
    if (!job.left_by_apply.empty()) {
        return "goes on; tells what it could not do";
    }
    return others_work_too(row) ? "goes on" : "as if nothing had been";
}

std::string line_of(const CatalogueRow& row, const Played& job) {
    const auto longer = job.took - calm().took;
    const auto more =
        static_cast<std::int64_t>(job.commands) - static_cast<std::int64_t>(calm().commands);
    const bool ended = job.failure.has_value();
    return fmt::format(
        "| {} | {} | {} | {} | {} | {} | {} |\n",
        row.id,
        row.fault,
        row.reaction,
        ending(job, row),
        ended ? std::string{"–"} : fmt::format("{} s", longer.count()),
        job.connections,
        ended ? std::string{"–"} : fmt::format("{:+}", more)
    );
}

std::string published() {
    std::ifstream file{std::string{TEST_DATA_DIR} + "/../../adapters/imap/REACTIONS.md"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// A family of the catalogue, by its letter: one test for each, so that the calm run is played once
/// for many rows.
class Reactions : public ::testing::TestWithParam<char> {};

/// One row, and what it makes the program do.
class Reaction {
public:
    explicit Reaction(const CatalogueRow& which) : row(which), reaction(which.reaction) {}

    void expect_it() const;

    /// Whole, in base64, or as the SASL answer that holds it.
    static void expect_no_secret(const Played& job);

private:
    const CatalogueRow& row;
    const std::string_view reaction;

    [[nodiscard]] bool says(std::string_view word) const {
        return reaction.find(word) != std::string_view::npos;
    }

    /// Nothing that waiting or another connection mends.
    [[nodiscard]] bool has_to_stop() const {
        return (says("HS") || says("no fallback")) && !says("/");
    }

    [[nodiscard]] bool may_stop() const {
        return has_to_stop() || says("/") || says("PS") || says("by tagged text");
    }

    void expect_safety(const Played& job) const {
        EXPECT_TRUE(others_work_too(row) || job.flags_kept) << "a flag of the user's changed";
        EXPECT_TRUE(
            job.failure || others_work_too(row) || job.restored || !job.left_by_undo.empty()
        ) << "undo left a trace, and did not tell";
        EXPECT_TRUE(
            job.failure || others_work_too(row) || job.as_planned || !job.left_by_apply.empty()
        ) << "what is not as planned was not told";
    }

    void expect_bounds(const Played& job) const {
        constexpr std::chrono::minutes longest_recovery{6};
        constexpr std::uint64_t most_repeated = 150; // A FETCH for each message, twice.
        EXPECT_LE(job.took, calm().took + longest_recovery);
        EXPECT_LE(job.connections, 4U) << "a storm";
        EXPECT_LE(job.commands, calm().commands + most_repeated) << "a storm";
    }
};

void Reaction::expect_no_secret(const Played& job) {
    const std::string failure =
        job.failure ? job.failure->sentence + ' ' + job.failure->hint : std::string{};
    for (const auto& text : {job.said, job.log, job.decisions, failure}) {
        for (const auto& secret : secrets()) {
            EXPECT_EQ(text.find(secret), std::string::npos) << secret;
        }
    }
    EXPECT_TRUE(job.failure || job.said.find(" EXAMINE ") != std::string::npos)
        << "there were no traces to search";
}

void Reaction::expect_it() const {
    const auto job = played(row.scenario, row.id);
    const auto line = line_of(row, job);
    if (std::getenv("PRINT_REACTIONS") != nullptr) {
        std::cout << line;
        return;
    }

    if (has_to_stop()) {
        ASSERT_TRUE(job.failure) << "it has to stop, and tell";
        EXPECT_FALSE(ports::reaction(job.failure->kind).retry) << job.failure->sentence;
    } else if (!may_stop()) {
        EXPECT_FALSE(job.failure) << job.verb << ": " << job.failure->sentence;
    }
    EXPECT_GE(job.noticed, job.came) << "mail came, and nobody noticed";
    expect_safety(job);
    expect_bounds(job);
    expect_no_secret(job);
    EXPECT_THAT(job.problems, ::testing::IsEmpty()) << "the fault did not happen";
    EXPECT_NE(published().find(line), std::string::npos)
        << "REACTIONS.md does not say:\n"
        << line << "write it anew: PRINT_REACTIONS=1 tests/reaction_test";
}

TEST_P(Reactions, AreThoseOfTheCatalogue) {
    for (const auto& row : testserver::catalogue()) {
        if (row.id.front() == GetParam() && !row.scenario.empty()) {
            SCOPED_TRACE(fmt::format("gmail-classifier --simulate {} demo", row.id));
            Reaction{row}.expect_it();
        }
    }
}

/// The rows about logging in, and those that end connections after it, with a token where the test
/// above has the password. (The rows of the token endpoint are played on sockets:
/// tests/clients/secrets_test.py.)
TEST(ReactionsOverOauth, ShowNoToken) {
    std::size_t searched = 0;
    for (const auto& row : testserver::catalogue()) {
        if (std::string_view{"AIP"}.find(row.id.front()) == std::string_view::npos ||
            row.scenario.empty()) {
            continue;
        }
        SCOPED_TRACE(fmt::format("{} over OAuth", row.id));
        const auto job = played(row.scenario, row.id, Proof::token);
        Reaction::expect_no_secret(job);
        searched += job.said.find("AUTHENTICATE XOAUTH2") == std::string::npos ? 0U : 1U;
    }
    EXPECT_GT(searched, 15U) << "hardly any row showed a login by token";
}

TEST(SecretForms, FindATokenInTheStringOfXoauth2) {
    const auto xoauth2 = imap::wire::sasl_xoauth2("me@gmail.com", "simulated-1");
    const auto plain = imap::wire::sasl_plain("me@gmail.com", compose::FaultInjection::password);
    const auto any_in = [](std::string_view text) {
        return std::ranges::any_of(secrets(), [text](const std::string& form) {
            return text.find(form) != std::string_view::npos;
        });
    };
    EXPECT_TRUE(any_in(xoauth2->reveal()));
    EXPECT_TRUE(any_in(plain->reveal()));
    EXPECT_FALSE(any_in("A1 AUTHENTICATE XOAUTH2 •••"));
}

INSTANTIATE_TEST_SUITE_P(
    Family,
    Reactions,
    ::testing::Values('T', 'L', 'G', 'A', 'C', 'M', 'I', 'B', 'P'),
    [](const auto& family) { return std::string{family.param}; }
);

} // namespace
} // namespace simulation
