// What a simulated day costs: day_bench SCENARIO [DAYS]. The whole client watches on a fake Gmail
// in memory for a day and two hours, as the scenario says; beside it a server that hears the same
// commands from nobody's client.
#include "adapters/config/load.hpp"
#include "app/compose/account.hpp"
#include "app/compose/fault_injection.hpp"
#include "app/compose/options.hpp"
#include "app/usecase/watch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "testserver/protocol/server_session.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace std::chrono_literals;

constexpr auto day = 26h;
constexpr std::size_t messages = 300;

struct Nobody final : ports::Reporter {
    void report(const ports::Event& /*event*/) override {}
};

[[noreturn]] void give_up(const std::string& why) {
    fmt::print(stderr, "day_bench: {}\n", why);
    std::exit(1);
}

/// User and system: other work on the machine does not change it much.
double cpu_ms() {
    rusage now{};
    ::getrusage(RUSAGE_SELF, &now);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(now.ru_utime) + ms(now.ru_stime);
}

struct Day {
    double ms = 0;
    std::vector<std::string> said; ///< The client's commands, "C 1 NOOP".
};

Day watched(const std::string& scenario) {
    const support::TemporaryFolder folder;
    auto read = compose::load_scenario(scenario);
    if (!read) {
        give_up(read.error().sentence);
    }
    Day lived;
    compose::FaultInjection outside{*std::move(read), messages, [&lived](std::string_view line) {
                                        const auto from = line.find(' ') + 1;
                                        if (line.substr(from).starts_with("C ")) {
                                            lived.said.emplace_back(line.substr(from));
                                        }
                                    }};
    Nobody nobody;
    config::Given given;
    given.flags = outside.flags();
    given.flags["state-dir"] = (folder.path() / "state").string();
    const auto loaded = config::load(given);
    auto account = compose::Account::open(
        loaded, {outside, nobody, {}, {}, imap::supervise::watch_policy()}, compose::StateUse::write
    );
    if (!account) {
        give_up(account.error().sentence);
    }
    auto options = compose::watch_options(loaded);
    options.sleep = outside.sleep();
    const auto watch = [&](std::chrono::seconds length) {
        options.length = length;
        auto& mail = *(*account)->mail().value();
        if (const auto report =
                usecase::watch(mail, (*account)->world(), options, [](const auto& /*news*/) {});
            !report) {
            give_up(report.error().sentence);
        }
    };
    watch(1s); // The mailbox is read.
    const auto before = cpu_ms();
    watch(day);
    lived.ms = cpu_ms() - before;
    account->reset(); // Says good-bye.
    if (const auto problems = outside.problems(); !problems.empty()) {
        give_up(problems.front());
    }
    return lived;
}

/// The same commands, but for logins and what is hidden in the log, to a server without a client.
double server_alone(const std::vector<std::string>& said) {
    testserver::World world{testserver::Profile::gmail};
    world.add_user({"me", "x", std::make_shared<testserver::Account>(testserver::MailboxSettings{})}
    );
    const auto before = cpu_ms();
    testserver::ServerSession session{world, {}, {}, nullptr};
    session.receive("a LOGIN me x\r\nb SELECT \"[Gmail]/All Mail\"\r\n", {});
    session.take_output();
    for (const auto& line : said) {
        const auto command = line.substr(line.find(' ', 2) + 1);
        if (command.starts_with("AUTHENTICATE") || command.starts_with("LOGIN") ||
            command.starts_with("LOGOUT")) {
            continue;
        }
        session.receive("t " + command + "\r\n", {});
        if (command == "IDLE") {
            session.receive("DONE\r\n", {});
        }
        session.take_output();
    }
    return cpu_ms() - before;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        give_up("which scenario?");
    }
    const auto days = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 5;
    std::vector<double> whole;
    std::vector<double> alone;
    std::size_t commands = 0;
    for (std::size_t i = 0; i < std::max(1UL, days); ++i) {
        const auto lived = watched(argv[1]);
        whole.push_back(lived.ms);
        alone.push_back(server_alone(lived.said));
        commands = lived.said.size();
    }
    std::ranges::sort(whole);
    std::ranges::sort(alone);
    fmt::print(
        "a day of 26 h, {} commands, median of {}: {:.1f} ms of CPU, of which the server alone "
        "{:.1f} ms\n",
        commands,
        whole.size(),
        whole[whole.size() / 2],
        alone[alone.size() / 2]
    );
    return 0;
}
