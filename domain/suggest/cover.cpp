#include "domain/suggest/cover.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace domain::suggest {

namespace {

bool is_above(double floor, std::size_t right, std::size_t wrong) {
    return static_cast<double>(right) >= floor * static_cast<double>(right + wrong);
}

class Covering {
public:
    Covering(
        std::span<const Candidate> candidates,
        const MessageSet& wanted,
        const MessageSet& unwanted,
        const CoverPolicy& policy
    )
        : candidates_(candidates), all_wanted_(wanted), wanted_(wanted), unwanted_(unwanted),
          policy_(policy) {
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (is_sound(candidates[i], unwanted)) {
                sound_.push_back(i);
            }
        }
    }

    std::vector<std::size_t> run() {
        std::vector<std::size_t> chosen;
        while (chosen.size() < policy_.most) {
            const auto best = next();
            if (!best) {
                break;
            }
            wanted_ -= candidates_[*best].hits;
            unwanted_ -= candidates_[*best].hits;
            chosen.push_back(*best);
        }
        leave_out_superfluous(chosen);
        return chosen;
    }

private:
    /// Both what it hits as a whole and what it would add to those chosen before.
    [[nodiscard]] bool is_sound(const Candidate& candidate, const MessageSet& unwanted) const {
        return is_above(
            policy_.floor, candidate.hits.count_in(wanted_), candidate.hits.count_in(unwanted)
        );
    }

    [[nodiscard]] std::optional<std::size_t> next() const {
        std::optional<std::size_t> best;
        double best_worth = 0;
        for (const auto i : sound_) {
            const auto gain = candidates_[i].hits.count_in(wanted_);
            const double worth = static_cast<double>(gain) / candidates_[i].cost;
            if (gain >= policy_.least_gain && worth > best_worth &&
                is_sound(candidates_[i], unwanted_)) {
                best = i;
                best_worth = worth;
            }
        }
        return best;
    }

    [[nodiscard]] std::size_t
    covered_without(const std::vector<std::size_t>& chosen, std::size_t left_out) const {
        auto rest = all_wanted_;
        for (const auto i : chosen) {
            if (i != left_out) {
                rest -= candidates_[i].hits;
            }
        }
        return all_wanted_.count() - rest.count();
    }

    void leave_out_superfluous(std::vector<std::size_t>& chosen) const {
        const auto all = all_wanted_.count() - wanted_.count();
        for (auto at = chosen.begin(); at != chosen.end();) {
            at = covered_without(chosen, *at) + policy_.least_gain > all ? chosen.erase(at)
                                                                         : std::next(at);
        }
    }

    std::span<const Candidate> candidates_;
    MessageSet all_wanted_;
    MessageSet wanted_;   ///< Not hit yet.
    MessageSet unwanted_; ///< Not hit yet.
    CoverPolicy policy_;
    std::vector<std::size_t> sound_;
};

} // namespace

std::vector<std::size_t> greedy_cover(
    std::span<const Candidate> candidates,
    const MessageSet& wanted,
    const MessageSet& unwanted,
    const CoverPolicy& policy
) {
    return Covering{candidates, wanted, unwanted, policy}.run();
}

} // namespace domain::suggest
