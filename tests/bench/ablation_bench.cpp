// What each field group, each part of the learner, each kind of key and each stage of reading is
// worth on the development corpora: ablation_bench FOLDER, with one folder of messages and an
// index.tsv for each set.
#include "adapters/mailfile/read.hpp"
#include "adapters/mime/gmime_reader.hpp"
#include "domain/evaluation/online.hpp"
#include "domain/evaluation/scorecard.hpp"
#include "domain/evaluation/stages.hpp"
#include "domain/learning/features.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace domain;
using evaluation::OnlineTest;
using evaluation::Protocol;
using evaluation::Scorecard;
using evaluation::StageFigures;
using learning::Example;
using learning::FeatureVector;
using learning::FieldGroup;
using learning::KeyKind;
using learning::Parts;

constexpr std::array folder_sets{"lokay-m", "farmer-d", "beck-s"};
constexpr std::array other_sets{"spamassassin", "enron-categories-dev", "20news-bydate-train"};
constexpr std::array prefixes{512, 1024, 2048, 4096, 8192, 1 << 30};
constexpr double limit = 0.9;

struct Mail {
    std::string raw;
    LabelSet labels;
};

using Set = std::vector<Example>;

std::vector<Mail> read_set(const std::filesystem::path& path) {
    mailfile::Options options;
    options.labels = path / "index.tsv";
    std::vector<Mail> mails;
    const auto read = mailfile::read(path, options, [&](mailfile::RawMail raw) {
        mails.push_back({std::string{raw.bytes}, raw.labels});
        return ports::Result<void>{};
    });
    if (!read) {
        std::cerr << "cannot read " << path << '\n';
        std::exit(EXIT_FAILURE);
    }
    return mails;
}

std::size_t header_size(const std::string& raw) {
    const auto end = raw.find("\n\n");
    return end == std::string::npos ? raw.size() : end + 2;
}

// As `sync` reads it: the whole header and structure, and no more than so much of the body.
Example example_of(const mime::GmimeReader& reader, const Mail& mail, std::size_t body_bytes) {
    Message message = reader.message(mail.raw);
    message.size = {mail.raw.size()};
    const auto cut = header_size(mail.raw) + body_bytes;
    if (cut < mail.raw.size()) {
        message.text = reader.message(mail.raw.substr(0, cut)).text;
    }
    return {learning::extract_features(message), mail.labels, {}};
}

Set examples_of(const std::vector<Mail>& mails) {
    const mime::GmimeReader reader;
    Set set;
    for (const Mail& mail : mails) {
        set.push_back(example_of(reader, mail, mail.raw.size()));
    }
    return set;
}

/// One row: what is left out.
struct Variant {
    std::string name;
    Parts parts{};
    std::function<void(FeatureVector&)> strip = [](FeatureVector&) {};
};

Variant without(FieldGroup group) {
    Variant variant{"group " + std::string{learning::name_of(group)}};
    variant.strip = [group](FeatureVector& message) {
        std::erase_if(message.features, [group](const auto& f) { return f.group == group; });
    };
    return variant;
}

Variant without(KeyKind kind, const std::string& name) {
    Variant variant{"history of " + name};
    variant.strip = [kind](FeatureVector& message) {
        std::erase_if(message.keys, [kind](const auto& key) { return key.kind == kind; });
    };
    return variant;
}

Variant without(bool Parts::* part, const std::string& name) {
    Variant variant{"part " + name};
    variant.parts.*part = false;
    return variant;
}

std::vector<Variant> variants() {
    std::vector<Variant> all{{"nothing"}};
    for (std::size_t group = 0; group < learning::field_group_count; ++group) {
        all.push_back(without(static_cast<FieldGroup>(group)));
    }
    all.push_back(without(&Parts::pairwise, "pairwise"));
    all.push_back(without(&Parts::bayes, "Bayes"));
    all.push_back(without(&Parts::odds, "odds"));
    all.push_back(without(&Parts::label_names, "label names"));
    all.push_back(without(&Parts::history, "history"));
    all.push_back(without(&Parts::together, "labels together"));
    all.push_back(without(&Parts::telling, "most telling token"));
    all.push_back(without(&Parts::replay, "replay"));
    all.push_back(without(KeyKind::sender, "senders"));
    all.push_back(without(KeyKind::sender_domain, "senders' domains"));
    all.push_back(without(KeyKind::recipients, "recipients"));
    all.push_back(without(KeyKind::list, "lists"));
    all.push_back(without(KeyKind::subject, "subjects"));
    all.push_back(without(KeyKind::thread, "threads"));
    return all;
}

Scorecard online(const Set& set, const Variant& variant, std::size_t every) {
    learning::Model model{variant.parts};
    OnlineTest test{model, Protocol{100, every, true}};
    for (Example example : set) {
        variant.strip(example.features);
        test.next(std::move(example));
    }
    return evaluation::scorecard(test.outcomes(), limit);
}

std::string
row_of(const Variant& variant, const std::vector<Set>& folders, const std::vector<Set>& others) {
    double at_once = 0;
    double delayed = 0;
    double coverage = 0;
    const double share = 1.0 / static_cast<double>(folders.size());
    for (const Set& set : folders) {
        const auto card = online(set, variant, 1);
        at_once += card.accuracy * share;
        coverage += card.at_limit.coverage * share;
        delayed += online(set, variant, 100).accuracy * share;
    }
    const auto spam = online(others[0], variant, 1);
    const auto categories = online(others[1], variant, 1);
    const auto news = online(others[2], variant, 1);
    std::array<char, 160> row{};
    std::snprintf(
        row.data(),
        row.size(),
        "| %s | %.2f | %.2f | %.1f | %.3f | %.2f | %.3f | %.2f |\n",
        variant.name.c_str(),
        100 * at_once,
        100 * delayed,
        100 * coverage,
        100 * spam.one_minus_roca.value_or(0),
        100 * (1 - spam.accuracy),
        categories.micro_f1.value_or(0),
        100 * news.accuracy
    );
    return row.data();
}

// Runs the jobs on every core; results keep the order of the jobs.
std::vector<std::string> all_of(const std::vector<std::function<std::string()>>& jobs) {
    std::vector<std::string> results(jobs.size());
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
        threads.emplace_back([&] {
            for (auto job = next++; job < jobs.size(); job = next++) {
                results[job] = jobs[job]();
            }
        });
    }
    threads.clear();
    return results;
}

std::string stages_with(const std::vector<std::vector<Mail>>& folders, std::size_t prefix) {
    const mime::GmimeReader reader;
    std::vector<StageFigures> mean(evaluation::stage_count);
    const double share = 1.0 / static_cast<double>(folders.size());
    for (const auto& mails : folders) {
        learning::Model model;
        evaluation::StageTest test{limit};
        std::size_t seen = 0;
        for (const Mail& mail : mails) {
            const auto example = example_of(reader, mail, prefix);
            const Bytes text{std::min(mail.raw.size() - header_size(mail.raw), prefix)};
            if (++seen > Protocol{}.train_only) {
                test.next(model, example, text);
            }
            model.learn(example);
        }
        const auto figures = test.figures();
        for (std::size_t stage = 0; stage < mean.size(); ++stage) {
            mean[stage].accuracy += figures[stage].accuracy * share;
            mean[stage].coverage += figures[stage].coverage * share;
            mean[stage].precision += figures[stage].precision * share;
            mean[stage].texts += figures[stage].texts * share;
            mean[stage].bytes += figures[stage].bytes * share;
        }
    }
    static constexpr std::array names{"headers", "text of the undecided", "text of all"};
    const std::string size =
        prefix >= std::size_t{prefixes.back()} ? "all" : std::to_string(prefix);
    std::string rows;
    for (std::size_t stage = 0; stage < mean.size(); ++stage) {
        std::array<char, 160> row{};
        std::snprintf(
            row.data(),
            row.size(),
            "| %s | %s | %.2f | %.1f | %.1f | %.0f | %.0f |\n",
            size.c_str(),
            names[stage],
            100 * mean[stage].accuracy,
            100 * mean[stage].coverage,
            100 * mean[stage].precision,
            100 * mean[stage].texts,
            mean[stage].bytes
        );
        rows += row.data();
    }
    return rows;
}

void print_all(const std::vector<std::function<std::string()>>& jobs) {
    for (const std::string& rows : all_of(jobs)) {
        std::cout << rows;
    }
    std::cout << std::flush;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: ablation_bench FOLDER\n";
        return EXIT_FAILURE;
    }
    const std::filesystem::path root{argv[1]};
    std::vector<std::vector<Mail>> mails;
    std::vector<Set> folders;
    std::vector<Set> others;
    for (const auto* name : folder_sets) {
        mails.push_back(read_set(root / name));
        folders.push_back(examples_of(mails.back()));
    }
    for (const auto* name : other_sets) {
        others.push_back(examples_of(read_set(root / name)));
    }
    std::cout << "| left out | folders at once | every 100 | sure (P >= 0.9) | spam 1-ROCA | spam "
                 "errors | "
                 "categories F1 | news, online |\n|---|---:|---:|---:|---:|---:|---:|---:|\n";
    std::vector<std::function<std::string()>> jobs;
    for (const Variant& variant : variants()) {
        jobs.emplace_back([=, &folders, &others] { return row_of(variant, folders, others); });
    }
    print_all(jobs);
    std::cout << "\n| body bytes | read | right | sure | of these right | texts | bytes a mail |\n"
                 "|---:|---|---:|---:|---:|---:|---:|\n";
    jobs.clear();
    for (const int prefix : prefixes) {
        jobs.emplace_back([=, &mails] {
            return stages_with(mails, static_cast<std::size_t>(prefix));
        });
    }
    print_all(jobs);
    return EXIT_SUCCESS;
}
