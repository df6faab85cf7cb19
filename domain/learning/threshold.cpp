#include "domain/learning/threshold.hpp"

#include <algorithm>

namespace domain::learning {

namespace {

constexpr double fading = 0.999;
// A label that is hardly likely is not given, whatever the measure says.
constexpr std::size_t lowest_bin = 5;

} // namespace

void Threshold::observe(double probability, bool is_true) {
    const auto bin = std::min(static_cast<std::size_t>(probability * bins), bins - 1);
    given_.at(bin) += 1;
    right_.at(bin) += is_true ? 1 : 0;
}

void Threshold::settle(std::size_t truths) {
    truths_ = truths_ * fading + static_cast<double>(truths);
    double given = 0;
    double right = 0;
    double best = 0;
    for (std::size_t bin = bins; bin-- > lowest_bin;) {
        given_.at(bin) *= fading;
        right_.at(bin) *= fading;
        given += given_.at(bin);
        right += right_.at(bin);
        const double f1 = 2 * right / (given + truths_);
        if (f1 > best) {
            best = f1;
            value_ = static_cast<double>(bin) / bins;
        }
    }
}

void Threshold::encode(ByteWriter& writer) const {
    for (std::size_t bin = 0; bin < bins; ++bin) {
        writer.real(given_.at(bin));
        writer.real(right_.at(bin));
    }
    writer.real(truths_);
    writer.real(value_);
}

void Threshold::decode(ByteReader& reader) {
    for (std::size_t bin = 0; bin < bins; ++bin) {
        given_.at(bin) = reader.real();
        right_.at(bin) = reader.real();
    }
    truths_ = reader.real();
    value_ = reader.real();
}

} // namespace domain::learning
