#include "domain/learning/together.hpp"

#include "domain/learning/byte_io.hpp"

#include <algorithm>
#include <cmath>

namespace domain::learning {

namespace {

// Unlikely labels support nobody; leaving them out makes the rest affordable.
constexpr double likely = 0.02;
constexpr double least_share = 1e-4;
// Labels on one message that are looked at; nobody gives more.
constexpr std::size_t most_labels = 20;

template <typename Use>
void for_each_pair(const std::vector<LabelIndex>& labels, const Use& use) {
    const auto count = std::min(labels.size(), most_labels);
    for (std::size_t first = 0; first < count; ++first) {
        for (std::size_t second = 0; second < count; ++second) {
            if (first != second) {
                use(std::pair{labels[first], labels[second]});
            }
        }
    }
}

} // namespace

void Together::add(const std::vector<LabelIndex>& labels) {
    for_each_pair(labels, [this](const auto& pair) { ++pairs_[pair]; });
}

void Together::remove(const std::vector<LabelIndex>& labels) {
    for_each_pair(labels, [this](const auto& pair) {
        const auto found = pairs_.find(pair);
        if (found != pairs_.end() && --found->second == 0) {
            pairs_.erase(found);
        }
    });
}

std::vector<double> Together::support(
    const LabelTable& labels, const std::vector<double>& probabilities, std::uint64_t messages
) const {
    std::vector<double> support(labels.size());
    const double all = std::max(static_cast<double>(messages), 1.0);
    for (std::size_t given = 0; given < labels.size(); ++given) {
        if (probabilities[given] < likely) {
            continue;
        }
        const double messages_given = labels[given].examples + 1.0;
        // Of two that never met: ln((0 + share) / messages / share).
        const double apart = -std::log(messages_given);
        for (double& sum : support) {
            sum += probabilities[given] * apart;
        }
        support[given] -= probabilities[given] * apart; // No label supports itself.
        for (auto pair = pairs_.lower_bound({static_cast<LabelIndex>(given), 0});
             pair != pairs_.end() && pair->first.first == given;
             ++pair) {
            const auto label = pair->first.second;
            const double share = std::max(labels[label].examples / all, least_share);
            const double lead = std::log((pair->second + share) / messages_given / share);
            support[label] += probabilities[given] * (lead - apart);
        }
    }
    return support;
}

void Together::encode(ByteWriter& writer) const {
    writer.number(pairs_.size());
    for (const auto& [pair, count] : pairs_) {
        writer.number(pair.first);
        writer.number(pair.second);
        writer.number(count);
    }
}

void Together::decode(ByteReader& reader, std::size_t labels) {
    constexpr std::uint64_t bytes_of_a_pair = 3;
    pairs_.clear();
    for (auto left = reader.count(bytes_of_a_pair); left > 0 && reader.ok(); --left) {
        const auto first = static_cast<LabelIndex>(reader.number_below(labels));
        const auto second = static_cast<LabelIndex>(reader.number_below(labels));
        pairs_[{first, second}] =
            static_cast<std::uint32_t>(reader.number_below(std::uint64_t{1} << 31U));
    }
}

} // namespace domain::learning
