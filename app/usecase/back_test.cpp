#include "app/usecase/back_test.hpp"

#include "app/usecase/address_books.hpp"
#include "app/usecase/corrections.hpp"
#include "domain/mail/label_edit.hpp"
#include "domain/rules/evaluate.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace usecase {

using domain::LabelSet;
using domain::rules::Difference;
using domain::rules::HandSet;
using ports::CachedMessage;
using ports::Result;

namespace {

LabelSet of(const std::map<domain::MessageId, LabelSet>& labels, const domain::MessageId& id) {
    const auto found = labels.find(id);
    return found == labels.end() ? LabelSet{} : found->second;
}

/// What apply gave says nothing about what the user wanted, until the user took it back.
HandSet hand_set(const domain::Message& message, const Corrections& corrected) {
    HandSet hand{domain::user_labels(message.labels), of(corrected.rejected, message.id)};
    for (const auto& label : of(corrected.kept, message.id)) {
        domain::erase_label(hand.given, label);
    }
    return hand;
}

class Testing {
public:
    Testing(
        const BackTestOptions& options,
        const domain::rules::QueryContext& context,
        const Corrections& corrected
    )
        : options_(options), context_(context), corrected_(corrected),
          test_(options.before, options.after, context) {}

    void take(const domain::Message& message) {
        if (domain::untouchable_place(message.labels) || out_of_scope(message)) {
            return;
        }
        ++report_.messages;
        report_.since = message.received; // Newest first.
        auto hand = hand_set(message, corrected_);
        auto difference = test_.compare(message, hand);
        report_.undecided += difference.undecided ? 1U : 0U;
        if (difference.empty()) {
            return;
        }
        ++report_.changed;
        const bool contradicted = !difference.contradicted.empty();
        report_.contradicted += contradicted ? 1U : 0U;
        count(difference);
        auto& list = contradicted ? contradictions_ : others_;
        if (list.size() < options_.listed) {
            list.push_back(tested(message, std::move(hand.given), std::move(difference)));
        }
    }

    BackTestReport done() {
        report_.listed = std::move(contradictions_);
        std::ranges::move(others_, std::back_inserter(report_.listed));
        if (report_.listed.size() > options_.listed) {
            report_.listed.resize(options_.listed);
        }
        return std::move(report_);
    }

private:
    [[nodiscard]] bool out_of_scope(const domain::Message& message) const {
        return options_.scope && domain::rules::evaluate(*options_.scope, message, context_) ==
                                     domain::rules::Truth::no;
    }

    static TestedMessage
    tested(const domain::Message& message, LabelSet by_hand, Difference difference) {
        TestedMessage one{
            message.id, message.received, {}, {}, std::move(by_hand), std::move(difference)
        };
        if (message.headers) {
            const auto& from = message.headers->from;
            one.sender = from.empty() ? std::string{} : from.front().text();
            one.subject = message.headers->subject;
        }
        return one;
    }

    void count(const Difference& difference) {
        for (const auto& label : difference.added) {
            ++report_.labels[label].added;
        }
        for (const auto& label : difference.removed) {
            ++report_.labels[label].removed;
        }
        for (const auto& label : difference.confirmed) {
            ++report_.labels[label].confirmed;
        }
        for (const auto& label : difference.contradicted) {
            ++report_.labels[label].contradicted;
        }
    }

    const BackTestOptions& options_;
    const domain::rules::QueryContext& context_;
    const Corrections& corrected_;
    domain::rules::BackTest test_;
    std::vector<TestedMessage> contradictions_;
    std::vector<TestedMessage> others_;
    BackTestReport report_;
};

} // namespace

LabelChange BackTestReport::total() const {
    LabelChange sum;
    for (const auto& [label, change] : labels) {
        if (label != domain::inbox) {
            sum.added += change.added;
            sum.removed += change.removed;
            sum.confirmed += change.confirmed;
            sum.contradicted += change.contradicted;
        }
    }
    return sum;
}

namespace {

ports::Unexpected nothing_to_test_on(bool scoped) {
    return ports::fail(
        ports::FailureKind::not_found,
        scoped ? "The cache holds no mail in the scope to test the rules on"
               : "The cache holds no mail to test the rules on",
        scoped ? "Widen --scope, or leave it out" : "Fill it first: gmail-classifier sync"
    );
}

} // namespace

Result<BackTestReport> back_test(const World& world, const BackTestOptions& options) {
    const auto corrected = corrections(world);
    if (!corrected) {
        return ports::fail(corrected.error());
    }
    auto context = options.context;
    context.now = world.clock.wall();
    if (!options.before.guards.empty() || !options.after.guards.empty()) {
        if (auto filled = fill_address_books(world, context); !filled) {
            return ports::fail(std::move(filled).error());
        }
    }
    Testing testing{options, context, *corrected};
    auto read = world.state.messages().for_each(
        ports::Order::newest_first,
        [&](const CachedMessage& cached) -> Result<void> {
            if (world.stop.stop_requested()) {
                return interrupted();
            }
            testing.take(cached.message);
            return {};
        }
    );
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    auto report = testing.done();
    if (report.messages == 0) {
        return nothing_to_test_on(options.scope.has_value());
    }
    return report;
}

} // namespace usecase
