#pragma once

#include "domain/learning/feature_vector.hpp"
#include "domain/learning/label_table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace domain::learning {

class ByteReader;
class ByteWriter;

/// Which labels the mail of a sender, a list, a conversation … got, the latest counting most.
class History {
public:
    struct Share {
        LabelIndex label = 0;
        double weight = 0;
    };

    /// The labels of one key. `total` is the sum of their weights.
    struct Record {
        std::vector<Share> labels; ///< By label.
        double total = 0;
        std::uint64_t touched = 0;

        [[nodiscard]] double weight_of(LabelIndex label) const;
    };

    void add(const FeatureVector& message, const std::vector<LabelIndex>& labels);
    void remove(const FeatureVector& message, const std::vector<LabelIndex>& labels);
    [[nodiscard]] const Record* find(const Key& key) const;

    void encode(ByteWriter& writer) const;
    void decode(ByteReader& reader, std::size_t labels);

private:
    void forget_old(KeyKind kind);

    std::array<std::map<std::uint32_t, Record>, key_kind_count> records_;
    std::uint64_t lessons_ = 0;
};

} // namespace domain::learning
