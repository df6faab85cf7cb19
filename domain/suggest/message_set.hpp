#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace domain::suggest {

/// Some of the messages 0 … size-1, a bit each: conditions are joined, and what they hit is
/// counted, 64 messages at a time. The sets of one operation are of one size.
class MessageSet {
public:
    explicit MessageSet(std::size_t size) : words_((size + bits - 1) / bits) {}

    void insert(std::size_t message) { words_[message / bits] |= one(message); }

    [[nodiscard]] bool contains(std::size_t message) const {
        return (words_[message / bits] & one(message)) != 0;
    }

    [[nodiscard]] std::size_t count() const {
        std::size_t total = 0;
        for (const auto word : words_) {
            total += ones(word);
        }
        return total;
    }

    [[nodiscard]] std::size_t count_in(const MessageSet& other) const {
        std::size_t total = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            total += ones(words_[i] & other.words_[i]);
        }
        return total;
    }

    MessageSet& operator&=(const MessageSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            words_[i] &= other.words_[i];
        }
        return *this;
    }

    MessageSet& operator|=(const MessageSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            words_[i] |= other.words_[i];
        }
        return *this;
    }

    MessageSet& operator-=(const MessageSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            words_[i] &= ~other.words_[i];
        }
        return *this;
    }

private:
    static constexpr std::size_t bits = 64;

    static std::uint64_t one(std::size_t message) { return std::uint64_t{1} << (message % bits); }

    static std::size_t ones(std::uint64_t word) {
        return static_cast<std::size_t>(std::popcount(word));
    }

    std::vector<std::uint64_t> words_;
};

} // namespace domain::suggest
