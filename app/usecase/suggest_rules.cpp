#include "app/usecase/suggest_rules.hpp"

#include "app/usecase/trained_model.hpp"
#include "domain/learning/feature_codec.hpp"
#include "domain/mail/label_edit.hpp"
#include "domain/rules/diagnostic.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace usecase {

using domain::Label;
using domain::LabelSet;
using domain::suggest::Bearing;
using domain::suggest::Collection;
using ports::CachedMessage;
using ports::Result;

namespace {

// Rules are about mail as it is by now; and memory may not grow with the mailbox.
constexpr std::size_t most_messages = 20'000;
// As many as it takes to find what is common, and enough left to measure it.
constexpr double older_share = 0.7;

/// The newest messages of the cache, oldest first, with what is known of their labels.
struct Known {
    std::vector<domain::Message> messages;
    std::vector<LabelSet> labels;             ///< The user's.
    std::vector<std::optional<Label>> likely; ///< What the model would give mail without any.
    std::uint64_t left_out = 0;
};

class Reading {
public:
    Reading(const World& world, const TrainedModel& trained, double limit)
        : world_(world), trained_(trained), limit_(limit),
          can_tell_(trained.model.labels().size() > 1) {}

    Result<Known> run() {
        auto read = world_.state.messages().for_each(
            ports::Order::newest_first,
            [this](const CachedMessage& cached) -> Result<void> {
                if (world_.stop.stop_requested()) {
                    return interrupted();
                }
                take(cached);
                return {};
            }
        );
        if (!read) {
            return ports::fail(std::move(read).error());
        }
        std::ranges::reverse(known_.messages);
        std::ranges::reverse(known_.labels);
        std::ranges::reverse(known_.likely);
        return std::move(known_);
    }

private:
    void take(const CachedMessage& cached) {
        if (domain::untouchable_place(cached.message.labels)) {
            return;
        }
        if (known_.messages.size() == most_messages) {
            ++known_.left_out;
            return;
        }
        known_.messages.push_back(cached.message);
        known_.labels.push_back(domain::user_labels(cached.message.labels));
        known_.likely.push_back(known_.labels.back().empty() ? likely(cached) : std::nullopt);
    }

    /// A model that knows one label alone would give it to everything.
    [[nodiscard]] std::optional<Label> likely(const CachedMessage& cached) const {
        const auto features = domain::learning::decode_features(cached.features);
        if (!features || !can_tell_) {
            return std::nullopt;
        }
        const auto prediction = trained_.model.predict(*features);
        if (prediction.ranked.empty() || prediction.confidence < limit_) {
            return std::nullopt;
        }
        return prediction.ranked.front().label;
    }

    const World& world_;
    const TrainedModel& trained_;
    double limit_;
    bool can_tell_;
    Known known_;
};

std::vector<Bearing> bearings(const Known& known, const Label& label) {
    std::vector<Bearing> all;
    all.reserve(known.labels.size());
    for (std::size_t at = 0; at < known.labels.size(); ++at) {
        const bool carries = domain::has_label(known.labels[at], label);
        const bool unsaid = known.likely[at] == label;
        all.push_back(carries ? Bearing::carries : unsaid ? Bearing::unsaid : Bearing::lacks);
    }
    return all;
}

/// A rule names a label as it is, so that one with a star in its name cannot be meant.
bool can_be_named(const Label& label) {
    return !domain::user_label_problem(label.name) && label.name.find('*') == std::string::npos;
}

std::map<Label, std::uint64_t> counted(const Known& known, const LessonOptions& options) {
    std::map<Label, std::uint64_t> counts;
    for (const auto& labels : known.labels) {
        for (const auto& label : labels) {
            if (is_learned(label, options) && can_be_named(label)) {
                ++counts[label];
            }
        }
    }
    return counts;
}

ports::Unexpected no_such_label(const Label& label, const std::map<Label, std::uint64_t>& counts) {
    std::vector<std::string_view> names;
    for (const auto& [known, messages] : counts) {
        names.push_back(known.name);
    }
    const auto near = domain::rules::nearest(label.name, names);
    return ports::fail(
        ports::FailureKind::not_found,
        "No message in the cache carries a learned label \"" + label.name + "\"",
        near ? "Did you mean \"" + std::string{*near} + "\"?"
             : "The labels are listed by: gmail-classifier status"
    );
}

/// The one that was asked for in whatever case, else all.
Result<std::map<Label, std::uint64_t>>
wanted_labels(std::map<Label, std::uint64_t> counts, const std::optional<Label>& asked) {
    if (!asked) {
        return counts;
    }
    const auto found = std::ranges::find_if(counts, [&asked](const auto& counted) {
        return domain::same_label(counted.first.name, asked->name);
    });
    if (found == counts.end()) {
        return no_such_label(*asked, counts);
    }
    return std::map<Label, std::uint64_t>{*found};
}

Result<TrainedModel> learned_model(const World& world) {
    auto trained = current_model(world.state.models());
    if (!trained) {
        return ports::fail(std::move(trained).error());
    }
    if (!*trained) {
        return ports::fail(
            ports::FailureKind::not_found,
            "Nothing was learned yet",
            "Learn first: gmail-classifier learn"
        );
    }
    return **std::move(trained);
}

} // namespace

Result<SuggestRulesReport> suggest_rules(const World& world, const SuggestRulesOptions& options) {
    const auto trained = learned_model(world);
    if (!trained) {
        return ports::fail(trained.error());
    }
    auto known = Reading{world, *trained, options.gate.limit}.run();
    if (!known) {
        return ports::fail(std::move(known).error());
    }
    const auto wanted = wanted_labels(counted(*known, options.lessons), options.label);
    if (!wanted) {
        return ports::fail(wanted.error());
    }
    auto context = options.context;
    context.now = world.clock.wall();
    const Collection mail{std::move(known->messages), older_share, context};
    SuggestRulesReport report;
    report.older = mail.older();
    report.newer = mail.size() - mail.older();
    report.left_out = known->left_out;
    if (report.newer > 0) {
        report.cut = mail.message(mail.older()).received;
    }
    for (const auto& [label, messages] : *wanted) {
        if (world.stop.stop_requested()) {
            return interrupted();
        }
        if (messages < options.gate.min_examples) {
            report.too_few.push_back({label, messages});
            continue;
        }
        world.reporter.report(
            ports::Progress{"rules suggest", report.labels.size(), wanted->size(), {}, {}}
        );
        report.labels.push_back(domain::suggest::suggest_rules(
            mail, label, bearings(*known, label), {options.gate.target_precision}
        ));
    }
    domain::suggest::tell_names_apart(report.labels);
    return report;
}

} // namespace usecase
