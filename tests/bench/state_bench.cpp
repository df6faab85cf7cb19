// How fast the SQLite state is, and how much memory it takes: state_bench [messages] [folder].
#include "adapters/sqlite/sqlite_state_store.hpp"
#include "tests/contract/sample_mail.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/core.h>

#include <chrono>
#include <sys/resource.h>

namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t page = 100;
// What 250 features take, encoded: a mail of some paragraphs.
constexpr std::size_t feature_bytes = 700;

rusage usage() {
    rusage now{};
    ::getrusage(RUSAGE_SELF, &now);
    return now;
}

/// User and system: other work on the machine does not change it much.
double cpu_seconds() {
    const auto now = usage();
    const auto microseconds = now.ru_utime.tv_usec + now.ru_stime.tv_usec;
    return static_cast<double>(now.ru_utime.tv_sec + now.ru_stime.tv_sec) +
           static_cast<double>(microseconds) / 1e6;
}

double peak_megabytes() {
    return static_cast<double>(usage().ru_maxrss) / 1024;
}

void check(const auto& result) {
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().sentence);
        std::exit(1);
    }
}

template <typename Work>
void measure(const char* what, std::size_t items, const Work& work) {
    const auto began = std::chrono::steady_clock::now();
    const auto cpu_before = cpu_seconds();
    work();
    const double cpu = cpu_seconds() - cpu_before;
    const double took = Seconds{std::chrono::steady_clock::now() - began}.count();
    fmt::print(
        "{:30} {:8.3f} s {:8.3f} s CPU {:10.0f} per CPU second {:8.1f} MB peak\n",
        what,
        took,
        cpu,
        static_cast<double>(items) / cpu,
        peak_megabytes()
    );
}

ports::CachedMessage message(unsigned number) {
    auto cached = contract::sample_cached(number);
    cached.message.labels.insert({"Label " + std::to_string(number % 40)});
    cached.message.labels.insert({"\\Important"});
    cached.features.assign(feature_bytes, static_cast<char>(number));
    return cached;
}

class Bench {
public:
    Bench(ports::StateStore& store, unsigned count) : store_{store}, count_{count} {}

    void run() {
        measure("commit, 100 messages each", count_, [this] { commit_all(); });
        measure("commit the same again", count_, [this] { commit_all(); });
        measure("for_each, oldest first", count_, [this] { stream(ports::Order::oldest_first); });
        measure("for_each, newest first", count_, [this] { stream(ports::Order::newest_first); });
        measure("find", 10'000, [this] {
            for (unsigned i = 0; i < 10'000; ++i) {
                check(store_.messages().find({"gm:" + std::to_string(1001 + i * 7 % count_)}));
            }
        });
        measure("update, one message each", 10'000, [this] {
            for (unsigned i = 0; i < 10'000; ++i) {
                check(store_.messages().update("All Mail", {1 + i * 7 % count_}, {{"Travel"}}, {}));
            }
        });
        measure("label_counts", 1, [this] { check(store_.messages().label_counts()); });
        measure("count", 1, [this] { check(store_.messages().count()); });
        measure("uids", count_, [this] { check(store_.messages().uids("All Mail")); });
        measure("intend and settle, 100 each", 2'000, [this] { write_journal(20); });
        measure("count bytes", 1'000, [this] {
            for (unsigned i = 0; i < 1'000; ++i) {
                check(store_.bytes().add(contract::morning, {{1}, {1}}));
            }
        });
    }

private:
    void commit_all() {
        std::vector<ports::CachedMessage> messages;
        for (unsigned number = 1; number <= count_; ++number) {
            messages.push_back(message(number));
            if (messages.size() == page || number == count_) {
                check(store_.messages().commit("All Mail", messages, {1, {number + 1}, {1}}));
                messages.clear();
            }
        }
    }

    void stream(ports::Order order) {
        std::size_t seen = 0;
        check(store_.messages().for_each(order, [&seen](const auto&) {
            ++seen;
            return ports::Result<void>{};
        }));
    }

    void write_journal(unsigned batches) {
        auto& journal = store_.journal();
        const auto run = journal.begin(ports::RunKind::apply, "p-1", contract::morning);
        check(run);
        for (unsigned batch = 0; batch < batches; ++batch) {
            std::vector<ports::Intent> intents(page);
            for (auto& intent : intents) {
                intent.run = *run;
                intent.before = contract::labels({"\\Inbox", "Travel"});
            }
            check(journal.intend(intents));
            std::vector<ports::Outcome> outcomes;
            for (const auto& intent : intents) {
                outcomes.push_back({intent.id, ports::OutcomeKind::done, intent.before, {}});
            }
            check(journal.settle(outcomes));
        }
    }

    ports::StateStore& store_;
    unsigned count_;
};

} // namespace

int main(int argc, char** argv) {
    const unsigned count = argc > 1 ? static_cast<unsigned>(std::stoul(argv[1])) : 100'000;
    const support::TemporaryFolder in_memory;
    const std::filesystem::path folder = argc > 2 ? argv[2] : in_memory.path();
    const sqlite::Account account{"bench", "host"};
    auto store = sqlite::open_state({.folder = folder, .account = account});
    check(store);
    Bench{**store, count}.run();
    measure("close", 1, [&store] { store->reset(); });
    fmt::print(
        "{:30} {:8.1f} MB\n",
        "file",
        static_cast<double>(std::filesystem::file_size(sqlite::state_file(folder, account))) / 1e6
    );
}
