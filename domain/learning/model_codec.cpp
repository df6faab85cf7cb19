#include "domain/learning/model_codec.hpp"

#include "domain/learning/byte_io.hpp"

#include <cmath>

namespace domain::learning {

namespace {

// Changes whenever the parts, their order or the meaning of a token change.
constexpr std::string_view magic = "GCM6";

constexpr std::uint64_t most_recent = 1000;
constexpr std::uint64_t most_examples = std::uint64_t{1} << 31U;

void write_labels(ByteWriter& writer, const LabelTable& labels) {
    writer.number(labels.size());
    for (const LabelEntry& entry : labels.entries()) {
        writer.text(entry.name);
        writer.number(entry.examples);
        writer.number(entry.tokens);
        writer.real(entry.bias);
        writer.real(entry.bias_energy);
    }
}

void read_labels(ByteReader& reader, LabelTable& labels) {
    constexpr std::uint64_t bytes_of_a_label = 19;
    for (auto left = reader.count(bytes_of_a_label); left > 0 && reader.ok(); --left) {
        const std::size_t before = labels.size();
        LabelEntry& entry = labels[labels.index_of(reader.text())];
        if (labels.size() == before) {
            reader.fail();
            return;
        }
        entry.examples = static_cast<std::uint32_t>(reader.number_below(most_examples));
        entry.tokens = reader.number_below(std::uint64_t{1} << 40U);
        entry.bias = reader.real();
        entry.bias_energy = std::abs(reader.real());
    }
}

void write(ByteWriter& writer, const TokenCell& cell) {
    writer.number(cell.count);
    writer.real(cell.weight);
}

void read(ByteReader& reader, TokenCell& cell) {
    cell.count = static_cast<std::uint16_t>(reader.number_below(0x10000));
    cell.weight = reader.real32();
}

void write(ByteWriter& writer, const OddsCell& cell) {
    writer.real(cell.weight);
    writer.real(cell.energy);
}

void read(ByteReader& reader, OddsCell& cell) {
    cell.weight = reader.real32();
    cell.energy = std::abs(reader.real32());
}

template <typename Cell>
void write_table(ByteWriter& writer, const SparseRows<Cell>& table) {
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto cells = table.row(row);
        writer.number(cells.size());
        for (const Cell& cell : cells) {
            writer.number(cell.node);
            write(writer, cell);
        }
    }
}

template <typename Cell>
void read_table(ByteReader& reader, SparseRows<Cell>& table, std::size_t nodes) {
    constexpr std::uint64_t bytes_of_a_cell = 6;
    for (std::size_t row = 0; row < table.size() && reader.ok(); ++row) {
        for (auto left = reader.count(bytes_of_a_cell); left > 0 && reader.ok(); --left) {
            const auto node = static_cast<NodeIndex>(reader.number_below(nodes));
            if (reader.ok()) {
                read(reader, table.cell(row, node));
            }
        }
    }
}

template <typename Number>
void write_list(ByteWriter& writer, const std::vector<Number>& list) {
    writer.number(list.size());
    for (const Number item : list) {
        writer.number(item);
    }
}

std::vector<LabelIndex> read_labels_of_lesson(ByteReader& reader, std::size_t labels) {
    std::vector<LabelIndex> list;
    for (auto left = reader.count(); left > 0 && reader.ok(); --left) {
        list.push_back(static_cast<LabelIndex>(reader.number_below(labels)));
    }
    return list;
}

void write_lesson(ByteWriter& writer, const Lesson& lesson) {
    writer.number(lesson.message.features.size());
    for (const WeightedFeature& feature : lesson.message.features) {
        writer.byte(static_cast<std::uint8_t>(feature.group));
        writer.number(feature.id);
        writer.real(feature.value);
    }
    writer.real(lesson.message.unseen);
    write_list(writer, lesson.labels);
    write_list(writer, lesson.rejected);
    writer.number(lesson.steps.size());
    for (const Step& step : lesson.steps) {
        writer.number(step.node);
        writer.real(step.size);
    }
}

Lesson read_lesson(ByteReader& reader, const LabelTable& labels) {
    constexpr std::uint64_t bytes_of_a_feature = 6;
    constexpr std::uint64_t bytes_of_a_step = 9;
    Lesson lesson;
    for (auto left = reader.count(bytes_of_a_feature); left > 0 && reader.ok(); --left) {
        lesson.message.features.push_back(
            {static_cast<FieldGroup>(reader.number_below(field_group_count)),
             static_cast<std::uint32_t>(reader.number_below(feature_space)),
             reader.real32()}
        );
    }
    lesson.message.unseen = reader.real();
    lesson.labels = read_labels_of_lesson(reader, labels.size());
    lesson.rejected = read_labels_of_lesson(reader, labels.size());
    for (auto left = reader.count(bytes_of_a_step); left > 0 && reader.ok(); --left) {
        const auto node = static_cast<NodeIndex>(reader.number_below(labels.nodes()));
        lesson.steps.push_back({node, reader.real()});
    }
    return lesson;
}

} // namespace

std::string encode_model(const Model::State& state) {
    ByteWriter writer;
    for (const char c : magic) {
        writer.byte(static_cast<std::uint8_t>(c));
    }
    write_labels(writer, state.labels);
    state.vocabulary.encode(writer);
    write_table(writer, state.tokens);
    write_table(writer, state.odds);
    state.history.encode(writer);
    state.together.encode(writer);
    state.ranking.encode(writer);
    state.separate.encode(writer);
    for (const Confidence& confidence : state.confidence) {
        confidence.encode(writer);
    }
    state.threshold.encode(writer);
    writer.number(state.recent.size());
    for (const Lesson& lesson : state.recent) {
        write_lesson(writer, lesson);
    }
    writer.fixed64(state.random);
    writer.number(state.labelled);
    writer.number(state.given);
    return writer.take();
}

bool decode_model(std::string_view bytes, Model::State& state) {
    if (!bytes.starts_with(magic)) {
        return false;
    }
    ByteReader reader{bytes.substr(magic.size())};
    read_labels(reader, state.labels);
    state.vocabulary.decode(reader);
    read_table(reader, state.tokens, state.labels.nodes());
    read_table(reader, state.odds, state.labels.nodes());
    state.history.decode(reader, state.labels.size());
    state.together.decode(reader, state.labels.size());
    state.ranking.decode(reader);
    state.separate.decode(reader);
    for (Confidence& confidence : state.confidence) {
        confidence.decode(reader);
    }
    state.threshold.decode(reader);
    for (auto left = reader.number_below(most_recent); left > 0 && reader.ok(); --left) {
        state.recent.push_back(read_lesson(reader, state.labels));
    }
    state.random = reader.fixed64();
    state.labelled = reader.number_below(most_examples);
    state.given = reader.number_below(most_examples * LabelTable::most_nodes);
    return reader.ok() && reader.at_end();
}

} // namespace domain::learning
