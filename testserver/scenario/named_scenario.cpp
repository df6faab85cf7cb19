#include "testserver/scenario/named_scenario.hpp"

#include "testserver/scenario/catalogue.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace testserver {
namespace {

bool sweeps(const Trigger& on) {
    return std::ranges::any_of(
        std::array{on.out_byte, on.in_byte, on.literal_byte, on.raw_byte, on.line},
        [](const std::optional<Offset>& offset) {
            return offset && std::holds_alternative<Sweep>(*offset);
        }
    );
}

ReadScenario for_one_run(ReadScenario read, const std::string& name) {
    for (const auto& rule : read.scenario.rules) {
        if (sweeps(rule.on)) {
            read.problems.push_back(
                {name, 0, 0, "rule \"" + rule.name + "\" sweeps; one run needs one number there"}
            );
        }
    }
    return read;
}

} // namespace

ReadScenario named_scenario(const std::string& name) {
    if (const auto* row = find_row(name)) {
        return for_one_run(read_scenario(row->scenario, name), name);
    }
    std::ifstream file{name, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file) {
        ReadScenario none;
        none.problems.push_back(
            {name, 0, 0, "neither a file that can be read nor a row of fake-gmail --list"}
        );
        return none;
    }
    return for_one_run(read_scenario(text, name), name);
}

std::string text_of(const std::vector<ScenarioProblem>& problems) {
    std::string all;
    for (const auto& problem : problems) {
        all += (all.empty() ? "" : "\n") + problem.text();
    }
    return all;
}

} // namespace testserver
