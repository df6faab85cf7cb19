#pragma once

#include "domain/learning/label_table.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace domain::learning {

class ByteReader;
class ByteWriter;

/// Which labels stand on one message more often, or more seldom, than chance would have it.
class Together {
public:
    void add(const std::vector<LabelIndex>& labels);
    void remove(const std::vector<LabelIndex>& labels);

    /// For each label the sum over the likely others of their probability times the log of how much
    /// oftener than by chance the two go together.
    [[nodiscard]] std::vector<double> support(
        const LabelTable& labels, const std::vector<double>& probabilities, std::uint64_t messages
    ) const;

    void encode(ByteWriter& writer) const;
    void decode(ByteReader& reader, std::size_t labels);

private:
    // Both orders, so that the partners of a label are neighbours.
    std::map<std::pair<LabelIndex, LabelIndex>, std::uint32_t> pairs_;
};

} // namespace domain::learning
