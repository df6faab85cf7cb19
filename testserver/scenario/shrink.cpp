#include "testserver/scenario/shrink.hpp"

#include "testserver/scenario/scenario_reader.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <numeric>
#include <sstream>
#include <utility>
#include <vector>

namespace testserver {
namespace {

using Kept = std::vector<std::size_t>;

class Shrinker {
public:
    Shrinker(const std::string& text, const Fails& fails, std::size_t most_tries)
        : root_(toml::parse(text)), fails_(fails), most_tries_(most_tries) {
        if (const auto* rules = root_["rule"].as_array()) {
            shrunk_.rules_before = rules->size();
        }
    }

    Shrunk run() {
        Kept kept(shrunk_.rules_before);
        std::iota(kept.begin(), kept.end(), std::size_t{0});
        if (!still_fails(kept)) {
            shrunk_.why = ended_ ? *ended_ : Shrunk::Why::does_not_fail;
            return finished(kept);
        }
        if (still_fails({})) {
            return finished({});
        }
        for (std::size_t parts = 2; kept.size() > 1 && !ended_;) {
            parts = std::min(parts, kept.size());
            if (auto fewer = without_a_part(kept, parts)) {
                kept = *std::move(fewer);
                parts = std::max<std::size_t>(parts - 1, 2);
            } else if (parts == kept.size()) {
                break;
            } else {
                parts *= 2;
            }
        }
        shrunk_.why = ended_.value_or(Shrunk::Why::smallest);
        return finished(kept);
    }

private:
    /// The first of so many parts that is not needed is left out.
    std::optional<Kept> without_a_part(const Kept& kept, std::size_t parts) {
        for (std::size_t part = 0; part < parts && !ended_; ++part) {
            const auto from =
                kept.begin() + static_cast<std::ptrdiff_t>(kept.size() * part / parts);
            const auto to =
                kept.begin() + static_cast<std::ptrdiff_t>(kept.size() * (part + 1) / parts);
            Kept rest{kept.begin(), from};
            rest.insert(rest.end(), to, kept.end());
            if (still_fails(rest)) {
                return rest;
            }
        }
        return std::nullopt;
    }

    bool still_fails(const Kept& kept) {
        auto read = read_scenario(text_with(kept), "shrunk");
        if (!read.problems.empty()) {
            return false; // Another rule or an expectation speaks of one that is gone.
        }
        if (shrunk_.tries == most_tries_) {
            ended_ = Shrunk::Why::out_of_tries;
            return false;
        }
        ++shrunk_.tries;
        for (auto& rule : read.scenario.rules) {
            rule.required = false;
        }
        const auto told = fails_(read.scenario);
        if (!told) {
            ended_ = Shrunk::Why::stopped;
        }
        return told.value_or(false);
    }

    [[nodiscard]] std::string text_with(const Kept& kept) const {
        auto root = root_;
        toml::array rules;
        if (const auto* all = root_["rule"].as_array()) {
            for (const auto place : kept) {
                rules.push_back(*all->get(place));
            }
        }
        root.erase("rule");
        if (!rules.empty()) {
            root.insert("rule", std::move(rules));
        }
        std::ostringstream out;
        out << root << '\n';
        return out.str();
    }

    Shrunk finished(const Kept& kept) {
        shrunk_.text = text_with(kept);
        shrunk_.rules = kept.size();
        return std::move(shrunk_);
    }

    toml::table root_;
    const Fails& fails_;
    std::size_t most_tries_;
    std::optional<Shrunk::Why> ended_;
    Shrunk shrunk_;
};

} // namespace

Shrunk shrink(const std::string& text, const Fails& fails, std::size_t most_tries) {
    return Shrinker{text, fails, most_tries}.run();
}

} // namespace testserver
