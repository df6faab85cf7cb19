#include "testserver/scenario/named_scenario.hpp"

#include "testserver/scenario/catalogue.hpp"

#include <fstream>
#include <iterator>

namespace testserver {

ReadScenario named_scenario(const std::string& name) {
    if (const auto* row = find_row(name)) {
        return read_scenario(row->scenario, name);
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
    return read_scenario(text, name);
}

std::string text_of(const std::vector<ScenarioProblem>& problems) {
    std::string all;
    for (const auto& problem : problems) {
        all += (all.empty() ? "" : "\n") + problem.text();
    }
    return all;
}

} // namespace testserver
