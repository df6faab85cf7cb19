#include "tests/app/usecase/bench.hpp"

#include "domain/rules/rule_reader.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace usecase {

namespace {

domain::Headers headers_of(const Letter& letter, unsigned number) {
    domain::Headers headers;
    const auto at = letter.from.find('@');
    headers.from = {{"", letter.from.substr(0, at), letter.from.substr(at + 1)}};
    headers.to = {{"", "me", "mail.example"}};
    headers.subject = letter.subject;
    headers.message_id = std::to_string(number) + "@test.example";
    headers.fields = {{"X-Mailer", "none"}, {"Delivered-To", "me@mail.example"}};
    return headers;
}

} // namespace

Bench::Bench(ports::StoreTraits traits) : mail{traits} {
    mail.add_folder({"INBOX", ports::FolderRole::inbox});
    mail.add_folder({all_mail, ports::FolderRole::all}, 7);
    mail.add_folder({"[Gmail]/Trash", ports::FolderRole::trash});
}

ports::Uid Bench::put(Letter letter) {
    const unsigned number = ++letters_;
    domain::Message message;
    message.id = {"gm:" + std::to_string(1000 + number)};
    message.received = letter.received.value_or(
        clock.wall() - std::chrono::days{400} + std::chrono::minutes{number}
    );
    message.size = {2000};
    message.headers = headers_of(letter, number);
    message.structure = domain::Structure{{{"1", "text/plain", "utf-8", "", "", false, {500}}}};
    message.text = domain::Text{letter.text, {}, true};
    message.labels = std::move(letter.labels);
    return mail.add(all_mail, std::move(message));
}

domain::LabelSet Bench::labels_of(ports::Uid uid) const {
    const auto* message = mail.message(all_mail, uid);
    return message == nullptr ? domain::LabelSet{} : message->labels;
}

std::map<std::uint32_t, domain::LabelSet> Bench::all_labels() const {
    std::map<std::uint32_t, domain::LabelSet> all;
    for (std::uint32_t uid = 1; uid <= letters_; ++uid) {
        if (const auto* message = mail.message(all_mail, {uid})) {
            all[uid] = message->labels;
        }
    }
    return all;
}

PlanOptions Bench::with_rule(std::string_view query, std::string_view label, bool archive) {
    domain::rules::RuleText text;
    text.name = {"test rule", {}};
    text.when = {std::string{query}, {}};
    text.labels = {{std::string{label}, {}}};
    text.archive = archive;
    auto read = domain::rules::read_rules(std::array{text}, {});
    if (domain::rules::has_errors(read.diagnostics)) {
        throw std::logic_error(read.diagnostics.front().diagnostic.message);
    }
    PlanOptions options;
    options.account = "me@mail.example";
    options.rules = std::move(read.rules);
    return options;
}

SyncReport Bench::sync_now(const SyncOptions& options) {
    auto report = sync(mail, world(), options);
    if (!report) {
        throw std::runtime_error(report.error().sentence);
    }
    return *std::move(report);
}

PlanReport Bench::plan_now(const PlanOptions& options) {
    auto report = plan(&mail, world(), options);
    if (!report) {
        throw std::runtime_error(report.error().sentence);
    }
    return *std::move(report);
}

ports::Result<ApplyReport> Bench::apply_now(const PlanReport& plan, ApplyOptions options) {
    auto file = PlanFile::parse(plan.text);
    if (!file) {
        return ports::fail(file.error());
    }
    options.account = plan.head.basis.account;
    options.rules = plan.head.basis.rules;
    return apply(mail, world(), *file, options);
}

ApplyOptions everything(const PlanReport& plan) {
    ApplyOptions options;
    options.confirmed = plan.messages;
    return options;
}

void fill(Bench& bench, unsigned pairs) {
    for (unsigned i = 0; i < pairs; ++i) {
        const auto number = std::to_string(i);
        bench.put(
            {.from = "desk@air.example",
             .subject = "Your trip " + number,
             .labels = labels({"Travel"}),
             .text = "flight gate boarding itinerary " + number}
        );
        bench.put(
            {.from = "orders@shop.example",
             .subject = "Receipt " + number,
             .labels = labels({"Receipts"}),
             .text = "invoice total paid order " + number}
        );
    }
}

} // namespace usecase
