#include "app/cli/call.hpp"
#include "app/cli/temporary_folder.hpp"
#include "app/cli/verbs/demo_loop.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/demo_gmail.hpp"
#include "app/compose/load_settings.hpp"

#include <fmt/format.h>

#include <fstream>
#include <utility>

namespace cli {

using ports::Result;

namespace {

// What a user would write in config.toml. The target is lower than the default because 2,000 mails
// are too few to prove 97 %.
constexpr const char* demo_config = R"toml(version = 1

[learn]
min_examples = 20
target_precision = 0.9

[protect]
query = "is:starred"

[[rule]]
name = "receipts out of the inbox"
when = "subject:(receipt OR order OR invoice) from:(orders OR receipts)"
do   = { label = ["Receipts"], archive = true }
)toml";

Result<config::Loaded> demo_settings(compose::Flags server, const std::filesystem::path& folder) {
    const auto file = folder / "config.toml";
    std::ofstream{file} << demo_config;
    config::Given given;
    given.flags = std::move(server);
    given.flags["config"] = file.string();
    given.home = folder;
    given.state_folder = folder;
    auto loaded = config::load(given);
    if (auto wrong = config::failure(loaded.mistakes)) {
        return ports::fail(*std::move(wrong));
    }
    return loaded;
}

/// The same loop on the world that --simulate plays: does the program prove all of it there, too?
Result<int> run_simulated_demo(Call& call, const std::filesystem::path& folder) {
    auto flags = call.simulation()->flags();
    flags["state-dir"] = (folder / "state").string();
    auto loaded = demo_settings(std::move(flags), folder);
    if (!loaded) {
        return ports::fail(std::move(loaded).error());
    }
    DemoLoop demo{call, *std::move(loaded)};
    if (auto done = demo.run(); !done) {
        return ports::fail(std::move(done).error());
    }
    return demo.finish();
}

/// A simulation names its account by flags; what else is set would be ignored.
Result<void> refuse_settings(const Call& call) {
    const auto own = call.simulation() == nullptr ? compose::Flags{} : call.simulation()->flags();
    for (const auto& [flag, value] : call.arguments().settings) {
        if (flag != "color" && !own.contains(flag)) {
            return ports::fail(
                ports::FailureKind::usage,
                fmt::format(
                    "demo brings its own server, mail and settings; --{} has no meaning", flag
                )
            );
        }
    }
    return {};
}

} // namespace

Result<int> run_demo(Call& call) {
    if (auto refused = refuse_settings(call); !refused) {
        return ports::fail(std::move(refused).error());
    }
    const auto seed = call.arguments().number("seed");
    const auto messages = call.arguments().number("messages");
    if (!seed || !messages) {
        return ports::fail(seed ? messages.error() : seed.error());
    }
    const bool chaos = call.arguments().has("chaos");
    if (chaos && call.simulation() != nullptr) {
        return ports::fail(
            ports::FailureKind::usage, "--chaos and --simulate both say what goes wrong; use one"
        );
    }
    const auto folder = TemporaryFolder::make();
    if (!folder) {
        return ports::fail(folder.error());
    }
    if (call.simulation() != nullptr) {
        return run_simulated_demo(call, folder->path());
    }
    if (!call.out().json()) {
        call.out().text("A fake Gmail inside this program, over real TLS on 127.0.0.1 …\n");
    }
    compose::DemoGmail::Wish wish;
    wish.folder = folder->path();
    wish.seed = seed->value_or(wish.seed);
    wish.messages = messages->value_or(wish.messages);
    wish.chaos = chaos;
    const auto gmail = compose::DemoGmail::start(wish);
    if (!gmail) {
        return ports::fail(gmail.error());
    }
    if (!call.out().json()) {
        call.out().text(fmt::format(
            "{}; {} labelled wrongly on purpose\n",
            count(wish.messages, "message"),
            count((*gmail)->mislabelled())
        ));
    }
    auto loaded = demo_settings((*gmail)->flags(), folder->path());
    if (!loaded) {
        return ports::fail(std::move(loaded).error());
    }
    DemoLoop demo{call, *std::move(loaded)};
    if (auto done = demo.run(); !done) {
        return ports::fail(std::move(done).error());
    }
    if (chaos) {
        demo.tell((*gmail)->stop());
    }
    return demo.finish();
}

} // namespace cli
