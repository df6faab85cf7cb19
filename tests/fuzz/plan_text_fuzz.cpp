// Any bytes as a plan file: refused, or a plan whose every entry may be applied and that is written
// back the same.
#include "domain/plan/drift.hpp"
#include "domain/plan/plan_text.hpp"
#include "domain/plan/undo.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace domain::plan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

static void check(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// The lines up to the first bad one, ended as a whole plan is: no random file has the right
/// fingerprint, and the fuzzer would never get behind that.
static std::string ended_rightly(std::string_view text) {
    PlanReader reader;
    std::string sealed;
    std::size_t entries = 0;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto fingerprint = reader.fingerprint();
        const auto step = reader.line(line);
        if (std::holds_alternative<PlanProblem>(step) ||
            std::holds_alternative<PlanReader::End>(step)) {
            return sealed + "end\t" + std::to_string(entries) + '\t' + domain::hex(fingerprint) +
                   '\n';
        }
        entries += std::holds_alternative<Entry>(step) ? 1U : 0U;
        sealed += std::string{line} + '\n';
    }
    return sealed + "end\t" + std::to_string(entries) + '\t' + domain::hex(reader.fingerprint()) +
           '\n';
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    static_cast<void>(read_plan(text));
    const auto read = read_plan(ended_rightly(text));
    if (const auto* plan = std::get_if<Plan>(&read)) {
        for (const Entry& entry : plan->entries) {
            check(!entry_problem(entry));
            check(check_drift(entry, entry.before).kind == Drift::Kind::apply);
            check(plan_undo(entry.change, entry.before).change.edit.empty());
        }
        check(std::get<Plan>(read_plan(write_plan(*plan))).entries.size() == plan->entries.size());
    }
    return 0;
}
