#include "domain/plan/plan_text.hpp"

#include "domain/plan/plan_line.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace domain::plan {

namespace {

constexpr std::string_view version_line = "gmail-classifier plan v1";
constexpr std::string_view version_stem = "gmail-classifier plan v";

/// An id becomes a file's name and a command's argument.
constexpr std::size_t max_id_bytes = 64;

bool is_plan_id(std::string_view id) {
    return !id.empty() && id.size() <= max_id_bytes && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-';
    });
}

template <typename T>
bool assign(T& target, std::optional<T> value) {
    if (!value) {
        return false;
    }
    target = *std::move(value);
    return true;
}

bool read_uid_validity(std::uint32_t& target, std::string_view value) {
    const auto number = read_number(value);
    if (!number || *number > std::numeric_limits<std::uint32_t>::max()) {
        return false;
    }
    target = static_cast<std::uint32_t>(*number);
    return true;
}

bool read_id(std::string& target, std::string_view value) {
    return is_plan_id(value) && assign(target, read_text(value));
}

/// One line of the head: all of them stand there, in this order.
struct HeadLine {
    std::string_view key;
    std::string (*write)(const PlanHead& head);
    bool (*read)(PlanHead& head, std::string_view value);
};

constexpr std::array head_lines{
    HeadLine{
        "id",
        [](const PlanHead& head) { return head.id; },
        [](PlanHead& head, std::string_view value) { return read_id(head.id, value); },
    },
    HeadLine{
        "created",
        [](const PlanHead& head) { return written_time(head.created); },
        [](PlanHead& head, std::string_view value) {
            return assign(head.created, read_time(value));
        },
    },
    HeadLine{
        "account",
        [](const PlanHead& head) { return written_text(head.basis.account); },
        [](PlanHead& head, std::string_view value) {
            return assign(head.basis.account, read_text(value));
        },
    },
    HeadLine{
        "uidvalidity",
        [](const PlanHead& head) { return std::to_string(head.basis.uid_validity); },
        [](PlanHead& head, std::string_view value) {
            return read_uid_validity(head.basis.uid_validity, value);
        },
    },
    HeadLine{
        "rules",
        [](const PlanHead& head) { return hex(head.basis.rules); },
        [](PlanHead& head, std::string_view value) {
            return assign(head.basis.rules, read_hex(value));
        },
    },
    HeadLine{
        "model",
        [](const PlanHead& head) { return hex(head.basis.model); },
        [](PlanHead& head, std::string_view value) {
            return assign(head.basis.model, read_hex(value));
        },
    },
    HeadLine{
        "scope",
        [](const PlanHead& head) { return written_text(head.scope); },
        [](PlanHead& head, std::string_view value) { return assign(head.scope, read_text(value)); },
    },
};

struct TallyLine {
    std::string_view name;
    std::uint64_t Tally::* count;
};

constexpr std::array tally_lines{
    TallyLine{"scanned", &Tally::scanned},
    TallyLine{"unsure", &Tally::unsure},
    TallyLine{"suggest_only", &Tally::suggest_only},
    TallyLine{"kept_in_inbox", &Tally::kept_in_inbox},
    TallyLine{"held_back", &Tally::held_back},
    TallyLine{"undecided", &Tally::undecided},
    TallyLine{"waiting", &Tally::waiting},
    TallyLine{"out_of_scope", &Tally::out_of_scope},
    TallyLine{"bytes_read", &Tally::bytes_read},
};

struct KeyAndRest {
    std::string_view key;
    std::string_view rest;
};

std::optional<KeyAndRest> split(std::string_view line) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
        return std::nullopt;
    }
    return KeyAndRest{line.substr(0, tab), line.substr(tab + 1)};
}

bool read_tally(Tally& tally, std::string_view rest) {
    const auto pair = split(rest);
    const auto number = pair ? read_number(pair->rest) : std::nullopt;
    const auto* row = std::ranges::find(tally_lines, pair ? pair->key : "", &TallyLine::name);
    if (!number || row == tally_lines.end()) {
        return false;
    }
    tally.*(row->count) = *number;
    return true;
}

std::string quoted(std::string_view text) {
    return "\"" + std::string{text} + "\"";
}

} // namespace

std::string PlanWriter::sealed(std::string line) {
    fingerprint_.add(line);
    line += '\n';
    return line;
}

std::string PlanWriter::head(const PlanHead& head) {
    std::string text = sealed(std::string{version_line});
    for (const HeadLine& line : head_lines) {
        text += sealed(std::string{line.key} + '\t' + line.write(head));
    }
    return text;
}

std::string PlanWriter::entry(const Entry& entry) {
    ++entries_;
    return sealed("entry\t" + written_entry(entry));
}

std::string PlanWriter::tail(const PlanTail& tail) {
    std::string text;
    for (const TallyLine& line : tally_lines) {
        const std::uint64_t count = tail.tally.*(line.count);
        text += sealed("tally\t" + std::string{line.name} + '\t' + std::to_string(count));
    }
    for (const Label& label : tail.labels_to_create) {
        text += sealed("create\t" + written_text(label.name));
    }
    return text + "end\t" + std::to_string(entries_) + '\t' + hex(fingerprint()) + '\n';
}

std::string PlanProblem::text() const {
    return "line " + std::to_string(line) + ": " + what;
}

PlanReader::Step PlanReader::line(std::string_view line) {
    ++line_number_;
    Step step = More{};
    auto problem = read(line, step);
    if (problem) {
        state_ = State::failed;
        return PlanProblem{line_number_, *std::move(problem)};
    }
    if (state_ != State::done) {
        fingerprint_.add(line);
    }
    return step;
}

std::optional<std::string> PlanReader::read(std::string_view line, Step& step) {
    if (state_ == State::failed) {
        return "an earlier line was wrong";
    }
    if (state_ == State::done) {
        return "nothing may follow the last line";
    }
    if (line.size() > max_plan_line_bytes) {
        return "the line is longer than " + std::to_string(max_plan_line_bytes) + " bytes";
    }
    if (state_ == State::version) {
        state_ = State::head;
        const bool newer = line.starts_with(version_stem);
        if (line == version_line) {
            return std::nullopt;
        }
        return newer ? "this version of plans is not known here"
                     : "this is no plan of gmail-classifier";
    }
    const auto parts = split(line);
    if (!parts) {
        return "a line has a key, a tab and a value";
    }
    return state_ == State::head ? read_head(parts->key, parts->rest)
                                 : read_body(parts->key, parts->rest, step);
}

std::optional<std::string> PlanReader::read_head(std::string_view key, std::string_view value) {
    const HeadLine& expected = head_lines.at(head_lines_);
    if (key != expected.key) {
        return quoted(expected.key) + " is missing here";
    }
    if (!expected.read(head_, value)) {
        return "the value of " + quoted(expected.key) + " is broken";
    }
    if (++head_lines_ == head_lines.size()) {
        state_ = State::entries;
    }
    return std::nullopt;
}

std::optional<std::string>
PlanReader::read_body(std::string_view key, std::string_view rest, Step& step) {
    if (key == "end") {
        step = End{};
        return read_end(rest);
    }
    if (key == "entry" && state_ == State::entries) {
        auto entry = read_entry(rest);
        if (!entry) {
            return "the entry is broken";
        }
        if (auto problem = entry_problem(*entry)) {
            return "the entry may not be planned: " + *problem;
        }
        ++entries_;
        step = *std::move(entry);
        return std::nullopt;
    }
    state_ = State::tail;
    if (key == "tally" && read_tally(tail_.tally, rest)) {
        return std::nullopt;
    }
    const auto name = key == "create" ? read_text(rest) : std::nullopt;
    if (name && !user_label_problem(*name)) {
        tail_.labels_to_create.push_back(Label{*name});
        return std::nullopt;
    }
    return "the line is broken or stands in the wrong place";
}

std::optional<std::string> PlanReader::read_end(std::string_view rest) {
    const auto parts = split(rest);
    const auto count = parts ? read_number(parts->key) : std::nullopt;
    const auto digest = parts ? read_hex(parts->rest) : std::nullopt;
    if (!count || !digest) {
        return "the last line is broken";
    }
    if (*count != entries_) {
        return "the plan has " + std::to_string(entries_) + " entries, not the " +
               std::to_string(*count) + " that were written";
    }
    if (*digest != fingerprint()) {
        return "the plan was changed after it was written (its fingerprint differs)";
    }
    state_ = State::done;
    return std::nullopt;
}

std::optional<PlanProblem> PlanReader::finish() const {
    if (state_ == State::done || state_ == State::failed) {
        return std::nullopt;
    }
    return PlanProblem{line_number_ + 1, "the plan ends before its last line"};
}

std::string write_plan(const Plan& plan) {
    PlanWriter writer;
    std::string text = writer.head(plan.head);
    for (const Entry& entry : plan.entries) {
        text += writer.entry(entry);
    }
    return text + writer.tail(plan.tail);
}

std::variant<Plan, PlanProblem> read_plan(std::string_view text) {
    PlanReader reader;
    Plan plan;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        auto step = reader.line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (auto* problem = std::get_if<PlanProblem>(&step)) {
            return std::move(*problem);
        }
        if (auto* entry = std::get_if<Entry>(&step)) {
            plan.entries.push_back(std::move(*entry));
        }
    }
    if (auto problem = reader.finish()) {
        return *std::move(problem);
    }
    plan.head = reader.head();
    plan.tail = reader.tail();
    return plan;
}

} // namespace domain::plan
