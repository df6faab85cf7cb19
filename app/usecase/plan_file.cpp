#include "app/usecase/plan_file.hpp"

#include "domain/plan/plan_text.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

namespace usecase {

using domain::plan::Entry;
using domain::plan::PlanProblem;
using domain::plan::PlanReader;
using ports::FailureKind;
using ports::Result;

namespace {

ports::Unexpected not_a_plan(const PlanProblem& problem) {
    return ports::fail(
        FailureKind::bad_input,
        "The plan cannot be used: " + problem.text(),
        "Make a new one: gmail-classifier plan"
    );
}

/// Feeds the text to the reader line by line until it is done or the sink or the reader objects.
Result<void> read(PlanReader& reader, std::string_view text, const EntrySink& sink) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto step = reader.line(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (const auto* problem = std::get_if<PlanProblem>(&step)) {
            return not_a_plan(*problem);
        }
        if (auto* entry = std::get_if<Entry>(&step)) {
            if (auto taken = sink(std::move(*entry)); !taken) {
                return taken;
            }
        }
    }
    if (const auto problem = reader.finish()) {
        return not_a_plan(*problem);
    }
    return {};
}

} // namespace

Result<PlanFile> PlanFile::parse(std::string text) {
    PlanFile file;
    PlanReader reader;
    const auto count = [&file](const Entry& /*entry*/) {
        ++file.entries_;
        return Result<void>{};
    };
    if (auto whole = read(reader, text, count); !whole) {
        return ports::fail(std::move(whole).error());
    }
    file.text_ = std::move(text);
    file.head_ = reader.head();
    file.tail_ = reader.tail();
    return file;
}

Result<PlanFile> PlanFile::load(ports::PlanStore& plans, const std::string& id) {
    auto wanted = id;
    if (wanted.empty()) {
        const auto last = plans.last_id();
        if (!last) {
            return ports::fail(last.error());
        }
        if (!*last) {
            return ports::fail(
                FailureKind::not_found, "There is no plan yet", "Make one: gmail-classifier plan"
            );
        }
        wanted = **last;
    }
    auto text = plans.load(wanted);
    if (!text) {
        return ports::fail(std::move(text).error());
    }
    if (!*text) {
        return ports::fail(
            FailureKind::not_found,
            fmt::format("There is no plan {}", wanted),
            "The last one is shown by: gmail-classifier show --last"
        );
    }
    return parse(**std::move(text));
}

Result<void> PlanFile::for_each(const EntrySink& sink) const {
    PlanReader reader;
    return read(reader, text_, sink);
}

} // namespace usecase
