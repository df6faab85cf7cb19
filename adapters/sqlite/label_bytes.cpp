#include "adapters/sqlite/label_bytes.hpp"

#include "domain/learning/byte_io.hpp"

namespace sqlite {

using domain::learning::ByteReader;
using domain::learning::ByteWriter;

std::string encode_labels(const domain::LabelSet& labels) {
    ByteWriter writer;
    for (const auto& label : labels) {
        writer.text(label.name);
    }
    return writer.take();
}

std::optional<domain::LabelSet> decode_labels(std::string_view bytes) {
    domain::LabelSet labels;
    ByteReader reader{bytes};
    while (reader.ok() && !reader.at_end()) {
        labels.insert(labels.end(), {std::string{reader.text()}});
    }
    return reader.ok() ? std::optional{std::move(labels)} : std::nullopt;
}

} // namespace sqlite
