#include "testserver/scenario/named_scenario.hpp"

#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/sweep.hpp"

#include <fstream>
#include <iterator>

namespace testserver {
namespace {

ReadScenario checked(ReadScenario read, const std::string& name, Sweeping sweeping) {
    if (sweeping == Sweeping::allowed) {
        return read;
    }
    for (const auto& rule : read.scenario.rules) {
        if (count_of_sweeps(rule) > 0) {
            read.problems.push_back(
                {name, 0, 0, "rule \"" + rule.name + "\" sweeps; one run needs one number there"}
            );
        }
    }
    return read;
}

} // namespace

std::optional<std::string> scenario_text(const std::string& name) {
    if (const auto* row = find_row(name)) {
        return std::string{row->scenario};
    }
    std::ifstream file{name, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    return file ? std::optional{std::move(text)} : std::nullopt;
}

ReadScenario named_scenario(const std::string& name, Sweeping sweeping) {
    const auto text = scenario_text(name);
    if (!text) {
        ReadScenario none;
        none.problems.push_back(
            {name, 0, 0, "neither a file that can be read nor a row of fake-gmail --list"}
        );
        return none;
    }
    return checked(read_scenario(*text, name), name, sweeping);
}

std::string text_of(const std::vector<ScenarioProblem>& problems) {
    std::string all;
    for (const auto& problem : problems) {
        all += (all.empty() ? "" : "\n") + problem.text();
    }
    return all;
}

} // namespace testserver
