#include "app/usecase/trained_model.hpp"

#include "domain/mail/fingerprint.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace usecase {

using domain::evaluation::Stage;
using domain::learning::LabelRecord;
using ports::Result;

namespace {

// First line of the container: it changes when the lines below change.
constexpr std::string_view magic = "gmail-classifier model 2\n";

std::string stage_line(Stage stage) {
    return fmt::format("reads {}", domain::evaluation::name_of(stage));
}

std::string record_line(const LabelRecord& record) {
    return fmt::format(
        "{} {} {} {} {} {}\n",
        record.examples,
        record.decided,
        record.right,
        record.acted,
        record.corrected,
        record.label.name
    );
}

/// Cuts the next line off, without its end.
std::optional<std::string_view> next_line(std::string_view& bytes) {
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    return line;
}

/// Cuts the lines off that stand before the records.
std::optional<Stage> parse_head(std::string_view& bytes) {
    if (!bytes.starts_with(magic)) {
        return std::nullopt;
    }
    bytes.remove_prefix(magic.size());
    const auto line = next_line(bytes);
    for (std::size_t stage = 0; line && stage < domain::evaluation::stage_count; ++stage) {
        if (*line == stage_line(static_cast<Stage>(stage))) {
            return static_cast<Stage>(stage);
        }
    }
    return std::nullopt;
}

std::optional<LabelRecord> parse_record(std::string_view line) {
    LabelRecord record;
    const std::array numbers{
        &record.examples, &record.decided, &record.right, &record.acted, &record.corrected
    };
    for (auto* number : numbers) {
        const auto* end = line.data() + line.size();
        const auto [stopped, error] = std::from_chars(line.data(), end, *number);
        if (error != std::errc{} || stopped == end || *stopped != ' ') {
            return std::nullopt;
        }
        line.remove_prefix(static_cast<std::size_t>(stopped - line.data()) + 1);
    }
    record.label.name = line;
    return record;
}

} // namespace

std::string TrainedModel::name() const {
    return fmt::format("m{}", version);
}

std::string TrainedModel::encode() const {
    std::string bytes = fmt::format("{}{}\n", magic, stage_line(reads));
    for (const auto& record : records) {
        bytes += record_line(record);
    }
    bytes += '\n';
    bytes += model.encode();
    return bytes;
}

std::optional<TrainedModel> TrainedModel::decode(std::string_view bytes) {
    const auto fingerprint = domain::Fingerprint{}.add(bytes).value();
    const auto stage = parse_head(bytes);
    if (!stage) {
        return std::nullopt;
    }
    TrainedModel trained;
    trained.fingerprint = fingerprint;
    trained.reads = *stage;
    for (;;) {
        const auto line = next_line(bytes);
        if (!line) {
            return std::nullopt;
        }
        if (line->empty()) {
            break;
        }
        auto record = parse_record(*line);
        if (!record) {
            return std::nullopt;
        }
        trained.records.push_back(*std::move(record));
    }
    auto model = domain::learning::Model::decode(bytes);
    if (!model) {
        return std::nullopt;
    }
    trained.model = *std::move(model);
    return trained;
}

std::optional<Stage> TrainedModel::decode_reads(std::string_view bytes) {
    return parse_head(bytes);
}

Result<std::optional<TrainedModel>> current_model(ports::ModelStore& models) {
    auto record = models.current();
    if (!record) {
        return ports::fail(std::move(record).error());
    }
    if (!*record) {
        return std::optional<TrainedModel>{};
    }
    auto trained = TrainedModel::decode((*record)->bytes);
    if (trained) {
        trained->version = (*record)->version;
    }
    return trained;
}

Result<std::uint64_t> current_fingerprint(ports::ModelStore& models) {
    const auto record = models.current();
    if (!record) {
        return ports::fail(record.error());
    }
    return *record ? domain::Fingerprint{}.add((*record)->bytes).value() : 0;
}

Gates gates(const TrainedModel& model, const domain::learning::GatePolicy& policy) {
    Gates decisions;
    for (const auto& record : model.records) {
        decisions.emplace(record.label, domain::learning::gate(record, policy));
    }
    return decisions;
}

std::vector<LabelRecord> tested_records(
    const domain::learning::Model& model,
    std::span<const domain::evaluation::Outcome> outcomes,
    const Tracks& tracks,
    double limit
) {
    std::map<domain::Label, LabelRecord> by_label;
    for (const auto& summary : model.labels()) {
        if (!summary.label.name.empty()) {
            by_label[summary.label] = LabelRecord{summary.label, summary.examples};
        }
    }
    for (const auto& tested : domain::evaluation::label_records(outcomes, limit)) {
        if (const auto found = by_label.find(tested.label); found != by_label.end()) {
            found->second.decided = tested.decided;
            found->second.right = tested.right;
        }
    }
    for (const auto& [label, track] : tracks) {
        if (const auto found = by_label.find(label); found != by_label.end()) {
            found->second.acted = track.acted;
            found->second.corrected = track.corrected;
        }
    }
    std::vector<LabelRecord> list;
    for (auto& [label, record] : by_label) {
        list.push_back(std::move(record));
    }
    return list;
}

} // namespace usecase
