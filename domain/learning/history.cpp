#include "domain/learning/history.hpp"

#include "domain/learning/byte_io.hpp"

#include <algorithm>
#include <cmath>

namespace domain::learning {

namespace {

// A key's older labels fade with each new one: owners change their minds.
constexpr double fading = 0.9;
constexpr double forgotten = 1e-3;

// Bounds the memory: with more keys of a kind than this, the half not met for longest is dropped.
constexpr std::size_t most_keys = 1U << 14U;

double total_of(const std::vector<History::Share>& labels) {
    double total = 0;
    for (const History::Share& share : labels) {
        total += share.weight;
    }
    return total;
}

History::Share& share_of(std::vector<History::Share>& labels, LabelIndex label) {
    const auto at = std::ranges::lower_bound(labels, label, {}, &History::Share::label);
    if (at != labels.end() && at->label == label) {
        return *at;
    }
    return *labels.insert(at, {label, 0});
}

} // namespace

double History::Record::weight_of(LabelIndex label) const {
    const auto at = std::ranges::lower_bound(labels, label, {}, &Share::label);
    return at != labels.end() && at->label == label ? at->weight : 0;
}

void History::add(const FeatureVector& message, const std::vector<LabelIndex>& labels) {
    ++lessons_;
    for (const Key& key : message.keys) {
        const auto kind = static_cast<std::size_t>(key.kind);
        Record& record = records_.at(kind)[key.hash];
        for (Share& share : record.labels) {
            share.weight *= fading;
        }
        std::erase_if(record.labels, [](const Share& share) { return share.weight < forgotten; });
        for (const LabelIndex label : labels) {
            share_of(record.labels, label).weight += 1;
        }
        record.total = total_of(record.labels);
        record.touched = lessons_;
        if (records_.at(kind).size() > most_keys) {
            forget_old(key.kind);
        }
    }
}

void History::remove(const FeatureVector& message, const std::vector<LabelIndex>& labels) {
    for (const Key& key : message.keys) {
        auto& of_kind = records_.at(static_cast<std::size_t>(key.kind));
        const auto found = of_kind.find(key.hash);
        if (found == of_kind.end()) {
            continue;
        }
        Record& record = found->second;
        for (const LabelIndex label : labels) {
            Share& share = share_of(record.labels, label);
            share.weight = std::max(share.weight - 1, 0.0);
        }
        std::erase_if(record.labels, [](const Share& share) { return share.weight < forgotten; });
        record.total = total_of(record.labels);
    }
}

const History::Record* History::find(const Key& key) const {
    const auto& of_kind = records_.at(static_cast<std::size_t>(key.kind));
    const auto found = of_kind.find(key.hash);
    return found == of_kind.end() || found->second.total <= 0 ? nullptr : &found->second;
}

void History::forget_old(KeyKind kind) {
    auto& of_kind = records_.at(static_cast<std::size_t>(kind));
    std::vector<std::uint64_t> touched;
    touched.reserve(of_kind.size());
    for (const auto& [hash, record] : of_kind) {
        touched.push_back(record.touched);
    }
    const auto middle = touched.begin() + static_cast<std::ptrdiff_t>(touched.size() / 2);
    std::ranges::nth_element(touched, middle);
    std::erase_if(of_kind, [limit = *middle](const auto& item) {
        return item.second.touched < limit;
    });
}

void History::encode(ByteWriter& writer) const {
    writer.number(lessons_);
    for (const auto& of_kind : records_) {
        writer.number(of_kind.size());
        for (const auto& [hash, record] : of_kind) {
            writer.fixed32(hash);
            writer.number(record.touched);
            writer.number(record.labels.size());
            for (const Share& share : record.labels) {
                writer.number(share.label);
                writer.real(share.weight);
            }
        }
    }
}

void History::decode(ByteReader& reader, std::size_t labels) {
    constexpr std::uint64_t bytes_of_a_record = 6;
    constexpr std::uint64_t bytes_of_a_share = 9;
    lessons_ = reader.number();
    for (auto& of_kind : records_) {
        for (auto records = reader.count(bytes_of_a_record); records > 0; --records) {
            const std::uint32_t hash = reader.fixed32();
            Record record;
            record.touched = reader.number();
            for (auto shares = reader.count(bytes_of_a_share); shares > 0; --shares) {
                const auto label = static_cast<LabelIndex>(reader.number_below(labels));
                share_of(record.labels, label).weight = std::abs(reader.real());
            }
            record.total = total_of(record.labels);
            if (!reader.ok()) {
                return;
            }
            of_kind.insert_or_assign(hash, std::move(record));
        }
    }
}

} // namespace domain::learning
