#pragma once

#include "domain/learning/byte_io.hpp"

#include <array>
#include <cstddef>

namespace domain::learning {

/// From which probability on a label is given when a message may have several: the limit that would
/// have been best lately, by the F1 measure.
class Threshold {
public:
    [[nodiscard]] double value() const { return value_; }

    void observe(double probability, bool is_true);
    /// After the labels of one message were observed: `truths` is how many it has.
    void settle(std::size_t truths);

    void encode(ByteWriter& writer) const;
    void decode(ByteReader& reader);

private:
    static constexpr std::size_t bins = 100;

    std::array<double, bins> given_{};
    std::array<double, bins> right_{};
    double truths_ = 0;
    double value_ = 0.5;
};

} // namespace domain::learning
