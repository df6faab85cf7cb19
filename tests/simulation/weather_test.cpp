// Random weather: many faults at random moments of the whole job, each at most a few times, then
// calm. While it storms nothing unsafe may happen; when it is calm again the job has to end.
// A seed that fails is played alone with WEATHER_SEED=n.

#include "tests/simulation/whole_job.hpp"
#include "testserver/scenario/scenario_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <random>
#include <string>

namespace simulation {
namespace {

/// What can go wrong and pass. `{}` is the chance of it at each occasion.
constexpr std::array<std::string_view, 24> faults{
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ close = "fin" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ close = "rst" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ apply_then = "nothing" }}, {{ close = "fin" }}])",
    R"(on = {{ cmd = "UID STORE", p = {} }}
do = [{{ apply_then = "nothing" }}, {{ close = "rst" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ stall = true }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ close = "vanish" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ swallow = true }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ bye = "System error" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ delay = "20s" }}])",
    R"(on = {{ cmd = "UID FETCH", p = {} }}
do = [{{ reply = "NO [UNAVAILABLE] Backend error" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ untagged = "OK [ALERT] Something is slow" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ raw = "* 1 FETCH (FLAGS\r\n" }}])",
    R"(on = {{ cmd = "*", p = {} }}
do = [{{ raw = "garbage\r\n" }}])",
    R"(on = {{ cmd = "UID FETCH", p = {} }}
do = [{{ tls = {{ flip_bit = true }} }}])",
    R"(on = {{ cmd = "UID STORE", p = {} }}
do = [{{ drop_effect = true }}])",
    R"(on = {{ cmd = "IDLE", p = {} }}
do = [{{ reply = "NO Try again" }}])",
    R"(on = {{ cmd = "UID STORE", p = {} }}
do = [{{ reply = "NO [THROTTLED] Slow down" }}])",
    R"(on = {{ conn = "1..", p = {} }}
do = [{{ down = "40s" }}])",
    R"(on = {{ conn = "1..", p = {} }}
do = [{{ close = "rst" }}])",
    R"(on = {{ phase = "greeting", conn = "1..", p = {} }}
do = [{{ stall = true }}])",
    R"(on = {{ phase = "auth", cmd = "AUTHENTICATE", p = {} }}
do = [{{ reply = "NO [UNAVAILABLE] Temporary failure" }}])",
    R"(on = {{ every = "3m", p = {} }}
do = [{{ close_all = "rst" }}])",
    R"(on = {{ cmd = "UID FETCH", p = {} }}
do = [{{ split = 7 }}])",
    R"(on = {{ every = "4m", p = {} }}
do = [{{ mailbox = {{ name = "INBOX", deliver = 1 }} }}])",
};

/// A scenario of up to six faults; the same for the same seed.
std::string forecast(std::uint64_t seed) {
    std::mt19937_64 chance{seed};
    std::string text = fmt::format("seed = {}\ngrease = true\n", seed);
    const auto rules = 1 + chance() % 6;
    for (std::uint64_t rule = 0; rule < rules; ++rule) {
        const double probability = 0.01 * static_cast<double>(1 + chance() % 20);
        text += fmt::format(
            "[[rule]]\nname = \"fault {}\"\ntimes = {}\nrequired = false\n", rule, 1 + chance() % 4
        );
        text += fmt::format(fmt::runtime(faults.at(chance() % faults.size())), probability) + "\n";
    }
    return text;
}

Played played(std::uint64_t seed) {
    const auto text = forecast(seed);
    const auto read = testserver::read_scenario(text, "weather");
    for (const auto& problem : read.problems) {
        ADD_FAILURE() << problem.text() << "\n" << text;
    }
    return play(read.scenario, {.messages = 25, .tries = 8});
}

/// How many faults there were.
std::uint64_t expect_that_all_ends_well(std::uint64_t seed) {
    SCOPED_TRACE(fmt::format("WEATHER_SEED={}\n{}", seed, forecast(seed)));
    const auto job = played(seed);

    EXPECT_FALSE(job.failure) << job.verb << ": " << job.failure->sentence;
    EXPECT_TRUE(job.flags_kept) << "a flag of the user's changed";
    EXPECT_TRUE(job.failure || job.as_planned || !job.left_by_apply.empty())
        << "what is not as planned was not told";
    EXPECT_TRUE(job.failure || job.restored || !job.left_by_undo.empty())
        << "undo left a trace, and did not tell";
    EXPECT_TRUE(job.failure || job.caught_up) << "mail came, and nobody noticed";
    EXPECT_LE(job.connections, 60U) << "a storm";
    return job.faults;
}

/// So many seeds, from 1; WEATHER_SEEDS says another number, `ci/nightly` 10,000.
std::uint64_t number(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::stoull(text);
}

/// Tests of the same name share the seeds out, so that they can run side by side.
class Weather : public ::testing::TestWithParam<std::uint64_t> {
protected:
    static constexpr std::uint64_t shares = 4;
};

TEST_P(Weather, PassesAndAllEndsWell) {
    if (const auto one = number("WEATHER_SEED", 0); one != 0) {
        expect_that_all_ends_well(one);
        return;
    }
    const auto seeds = number("WEATHER_SEEDS", 200);
    std::uint64_t fired = 0;
    for (auto seed = 1 + GetParam(); seed <= seeds && !HasFailure(); seed += shares) {
        fired += expect_that_all_ends_well(seed);
    }
    EXPECT_GT(fired, seeds / shares) << "there was hardly any weather";
}

TEST_P(Weather, IsTheSameEachTime) {
    for (auto seed = 1 + GetParam(); seed <= 8; seed += shares) {
        SCOPED_TRACE(fmt::format("WEATHER_SEED={}", seed));
        const auto first = played(seed);
        const auto second = played(seed);

        EXPECT_FALSE(first.log.empty());
        EXPECT_EQ(first.log, second.log);
        EXPECT_EQ(first.decisions, second.decisions);
    }
}

INSTANTIATE_TEST_SUITE_P(Share, Weather, ::testing::Range<std::uint64_t>(0, 4));

} // namespace
} // namespace simulation
