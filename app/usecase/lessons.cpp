#include "app/usecase/lessons.hpp"

#include "app/usecase/corrections.hpp"
#include "domain/learning/feature_codec.hpp"
#include "domain/mail/label_edit.hpp"

#include <algorithm>
#include <utility>

namespace usecase {

using domain::Label;
using domain::LabelSet;
using ports::CachedMessage;
using ports::Result;

namespace {

LabelSet learned_labels(const LabelSet& labels, const LessonOptions& options) {
    auto learned = domain::user_labels(labels);
    std::erase_if(learned, [&options](const Label& label) { return !is_learned(label, options); });
    return learned;
}

LabelSet rejected_labels(const Corrections& corrections, const domain::MessageId& id) {
    const auto found = corrections.rejected.find(id);
    return found == corrections.rejected.end() ? LabelSet{} : found->second;
}

} // namespace

bool is_learned(const Label& label, const LessonOptions& options) {
    return options.labels.empty() ||
           std::ranges::any_of(options.labels, [&label](const std::string& pattern) {
               return domain::matches_pattern(label, pattern);
           });
}

Result<LessonCount>
for_each_lesson(const World& world, const LessonOptions& options, const LessonSink& sink) {
    const auto corrected = corrections(world);
    if (!corrected) {
        return ports::fail(corrected.error());
    }
    LessonCount count;
    const auto take = [&](const CachedMessage& cached) -> Result<void> {
        if (world.stop.stop_requested()) {
            return interrupted();
        }
        const auto& message = cached.message;
        if (domain::untouchable_place(message.labels)) {
            return {};
        }
        auto labels = learned_labels(message.labels, options);
        auto rejected = rejected_labels(*corrected, message.id);
        if (labels.empty() && rejected.empty()) {
            ++count.unlabelled;
            return {};
        }
        auto features = domain::learning::decode_features(cached.features);
        if (!features) {
            ++count.outdated;
            return {};
        }
        ++count.lessons;
        return sink({*std::move(features), std::move(labels), std::move(rejected)}, cached);
    };
    auto read = world.state.messages().for_each(ports::Order::oldest_first, take);
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    return count;
}

} // namespace usecase
