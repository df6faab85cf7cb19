#include "app/usecase/explain.hpp"

#include "app/usecase/address_books.hpp"
#include "app/usecase/cached.hpp"
#include "app/usecase/look_alikes.hpp"
#include "app/usecase/message_ids.hpp"
#include "app/usecase/opinion.hpp"
#include "domain/learning/feature_codec.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

namespace usecase {

namespace learning = domain::learning;
using learning::FieldGroup;
using learning::KeyKind;
using ports::Result;

namespace {

// What fits on a screen and can be taken in at a glance.
constexpr std::size_t strongest_weights = 5;

/// A part of a message that can be blotted out.
struct Blot {
    std::string_view name;
    std::span<const FieldGroup> groups;
    std::span<const KeyKind> keys;
};

constexpr std::array sender_groups{FieldGroup::from, FieldGroup::list};
constexpr std::array sender_keys{KeyKind::sender, KeyKind::sender_domain, KeyKind::list};
constexpr std::array subject_groups{FieldGroup::subject, FieldGroup::phrase};
constexpr std::array subject_keys{KeyKind::subject};
constexpr std::array text_groups{FieldGroup::body, FieldGroup::shape, FieldGroup::opening};
constexpr std::array<Blot, 3> blots{
    Blot{"the sender", sender_groups, sender_keys},
    Blot{"the subject", subject_groups, subject_keys},
    Blot{"the text", text_groups, {}},
};

learning::FeatureVector without(learning::FeatureVector features, const Blot& blot) {
    std::erase_if(features.features, [&blot](const learning::Feature& feature) {
        return std::ranges::find(blot.groups, feature.group) != blot.groups.end();
    });
    std::erase_if(features.keys, [&blot](const learning::Key& key) {
        return std::ranges::find(blot.keys, key.kind) != blot.keys.end();
    });
    return features;
}

std::string_view name_of(KeyKind key) {
    switch (key) {
    case KeyKind::sender:
        return "this sender";
    case KeyKind::sender_domain:
        return "this sender's domain";
    case KeyKind::recipients:
        return "these recipients";
    case KeyKind::list:
        return "this mailing list";
    case KeyKind::subject:
        return "this subject";
    case KeyKind::thread:
        return "this conversation";
    }
    return "";
}

Weight weight_of(const learning::Contribution& part, const learning::TokenNames& names) {
    if (part.kind == learning::Contribution::Kind::history) {
        return {part.amount, "history", part.key ? std::string{name_of(*part.key)} : ""};
    }
    if (part.kind == learning::Contribution::Kind::prior) {
        return {part.amount, "prior", ""};
    }
    if (part.kind == learning::Contribution::Kind::label_name) {
        return {part.amount, "label name", std::string{learning::name_of(part.group)}};
    }
    const auto found = names.find({part.group, part.id});
    return {
        part.amount,
        std::string{learning::name_of(part.group)},
        found == names.end() ? std::string{} : found->second
    };
}

/// Contributions come with the largest first, and so do those of each field.
std::vector<FieldWeight>
by_field(const learning::Explanation& explanation, const learning::TokenNames& names) {
    std::vector<FieldWeight> fields;
    for (const auto& part : explanation.contributions) {
        auto weight = weight_of(part, names);
        auto field = std::ranges::find(fields, weight.field, &FieldWeight::field);
        if (field == fields.end()) {
            field = fields.insert(field, {.field = weight.field, .strongest = {}});
        }
        field->amount += weight.amount;
        ++field->parts;
        if (field->strongest.size() < strongest_weights) {
            field->strongest.push_back(std::move(weight));
        }
    }
    std::ranges::stable_sort(fields, std::greater{}, [](const FieldWeight& field) {
        return std::abs(field.amount);
    });
    return fields;
}

class Explaining {
public:
    Explaining(const World& world, const PlanOptions& options)
        : world_(world), options_(options), context_(options.context) {
        context_.now = world.clock.wall();
    }

    Result<ExplainReport> run(ports::MailStore* mail, std::string_view name);

private:
    Result<void> fetch_text(ports::MailStore& mail);
    Result<void> ask_rules();
    Result<void> ask_model();
    void weigh(const TrainedModel& trained, const learning::FeatureVector& features);
    Result<void> look_around();

    const World& world_;
    const PlanOptions& options_;
    domain::rules::QueryContext context_;
    domain::Message message_; ///< As much of it as is known.
    ExplainReport report_;
};

Result<ExplainReport> Explaining::run(ports::MailStore* mail, std::string_view name) {
    auto cached = find_message(world_.state.messages(), name);
    if (!cached) {
        return ports::fail(std::move(cached).error());
    }
    report_.cached = *std::move(cached);
    message_ = report_.cached.message;
    if (mail != nullptr) {
        if (auto fetched = fetch_text(*mail); !fetched) {
            return ports::fail(std::move(fetched).error());
        }
    }
    for (const auto step :
         {&Explaining::ask_rules, &Explaining::ask_model, &Explaining::look_around}) {
        if (auto done = (this->*step)(); !done) {
            return ports::fail(std::move(done).error());
        }
    }
    return std::move(report_);
}

Result<void> Explaining::fetch_text(ports::MailStore& mail) {
    const auto& cached = report_.cached;
    if (auto opened = mail.open(cached.folder, ports::Access::read, world_.stop); !opened) {
        return ports::fail(std::move(opened).error());
    }
    return mail.fetch(
        ports::FetchRequest{{cached.uid}, true, rule_text_bytes, {{cached.uid, cached.message.id}}},
        [this](ports::StoredMessage stored) {
            message_.headers = std::move(stored.message.headers);
            message_.structure = std::move(stored.message.structure);
            message_.text = std::move(stored.message.text);
            return Result<void>{};
        },
        world_.stop
    );
}

Result<void> Explaining::ask_rules() {
    if (!options_.rules.guards.empty()) {
        if (auto filled = fill_address_books(world_, context_); !filled) {
            return filled;
        }
    }
    report_.rules = domain::rules::run_rules(
        options_.rules, message_, context_, domain::rules::Detail::explained
    );
    return {};
}

Result<void> Explaining::ask_model() {
    auto trained = current_model(world_.state.models());
    if (!trained) {
        return ports::fail(std::move(trained).error());
    }
    const auto features = learning::decode_features(report_.cached.features);
    const auto* model = *trained ? &**trained : nullptr;
    domain::classify::Opinion heard;
    if (model != nullptr && features) {
        report_.gates = gates(*model, options_.gate);
        heard = opinion(model, report_.gates, message_, *features);
        weigh(*model, *features);
    }
    report_.verdict =
        domain::classify::classify(message_, report_.rules, heard, options_.policy, context_.now);
    return {};
}

void Explaining::weigh(const TrainedModel& trained, const learning::FeatureVector& features) {
    auto prediction = trained.model.predict(features);
    report_.model = trained.name();
    report_.confidence = prediction.confidence;
    if (prediction.ranked.empty()) {
        return;
    }
    report_.explained = prediction.ranked.front().label;
    const auto names = learning::token_names(message_, options_.owner);
    const auto explanation = trained.model.explain(features, report_.explained);
    report_.score = explanation.score;
    report_.fields = by_field(explanation, names);
    const auto acts = [this](double confidence) { return confidence >= options_.policy.acts_from; };
    for (const auto& blot : blots) {
        const auto other = trained.model.predict(without(features, blot));
        auto label = other.ranked.empty() ? domain::Label{} : other.ranked.front().label;
        const bool flips =
            label != report_.explained || acts(other.confidence) != acts(report_.confidence);
        report_.counterfactuals.push_back(
            {std::string{blot.name}, std::move(label), other.confidence, flips}
        );
    }
    report_.ranked = std::move(prediction.ranked);
}

Result<void> Explaining::look_around() {
    auto history = world_.state.journal().history(message_.id);
    if (!history) {
        return ports::fail(std::move(history).error());
    }
    report_.history = *std::move(history);
    auto alike = look_alikes(world_, report_.cached);
    if (!alike) {
        return ports::fail(std::move(alike).error());
    }
    report_.look_alikes = *std::move(alike);
    return {};
}

} // namespace

Result<ExplainReport> explain(
    ports::MailStore* mail, const World& world, std::string_view name, const PlanOptions& options
) {
    return Explaining{world, options}.run(mail, name);
}

Result<std::vector<domain::MessageId>> last_changed(const World& world, std::size_t count) {
    std::vector<domain::MessageId> ids;
    auto& journal = world.state.journal();
    const auto runs = journal.runs();
    if (!runs) {
        return ports::fail(runs.error());
    }
    for (const auto& run : *runs) {
        if (ids.size() >= count) {
            break;
        }
        auto read = journal.entries(run.id, [&](const ports::JournalEntry& entry) {
            if (ids.size() < count && std::ranges::find(ids, entry.intent.message) == ids.end()) {
                ids.push_back(entry.intent.message);
            }
            return Result<void>{};
        });
        if (!read) {
            return ports::fail(std::move(read).error());
        }
    }
    return ids;
}

} // namespace usecase
