#include "app/usecase/look_alikes.hpp"

#include "domain/learning/feature_codec.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace usecase {

using domain::learning::Feature;
using domain::learning::FieldGroup;
using ports::Result;

namespace {

constexpr std::size_t shown = 3;
// Header lines and MIME structure are alike in all mail of a sender's program.
constexpr std::array telling{
    FieldGroup::body, FieldGroup::subject, FieldGroup::phrase, FieldGroup::from, FieldGroup::list
};

std::optional<std::vector<Feature>> tokens(std::string_view bytes) {
    auto decoded = domain::learning::decode_features(bytes);
    if (!decoded) {
        return std::nullopt;
    }
    std::erase_if(decoded->features, [](const Feature& feature) {
        return std::ranges::find(telling, feature.group) == telling.end();
    });
    return std::move(decoded->features);
}

/// Cosine of two sets of tokens; both sorted by group and id.
double likeness(const std::vector<Feature>& left, const std::vector<Feature>& right) {
    if (left.empty() || right.empty()) {
        return 0;
    }
    double common = 0;
    for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
        const auto lhs = std::pair{l->group, l->id};
        const auto rhs = std::pair{r->group, r->id};
        common += lhs == rhs ? 1 : 0;
        l += lhs <= rhs ? 1 : 0;
        r += rhs <= lhs ? 1 : 0;
    }
    return common / std::sqrt(static_cast<double>(left.size()) * static_cast<double>(right.size()));
}

void insert(std::vector<LookAlike>& best, LookAlike candidate) {
    best.push_back(std::move(candidate));
    std::ranges::stable_sort(best, std::greater{}, &LookAlike::likeness);
    best.resize(std::min(best.size(), shown));
}

} // namespace

Result<std::vector<LookAlike>> look_alikes(const World& world, const ports::CachedMessage& of) {
    std::vector<LookAlike> best;
    const auto wanted = tokens(of.features);
    if (!wanted) {
        return best;
    }
    auto walked = world.state.messages().for_each(
        ports::Order::newest_first,
        [&](const ports::CachedMessage& cached) -> Result<void> {
            if (world.stop.stop_requested()) {
                return interrupted();
            }
            const auto& message = cached.message;
            auto labels = domain::user_labels(message.labels);
            if (message.id == of.message.id || labels.empty()) {
                return {};
            }
            const auto has = tokens(cached.features);
            const double alike = has ? likeness(*wanted, *has) : 0;
            if (alike > 0 && (best.size() < shown || alike > best.back().likeness)) {
                const auto& headers = message.headers;
                insert(
                    best, {message.id, headers ? headers->subject : "", std::move(labels), alike}
                );
            }
            return {};
        }
    );
    if (!walked) {
        return ports::fail(std::move(walked).error());
    }
    return best;
}

} // namespace usecase
