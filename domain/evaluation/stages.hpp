#pragma once

#include "domain/evaluation/outcome.hpp"
#include "domain/mail/ids.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace domain::evaluation {

/// How much of each message is read before it is decided.
enum class Stage : std::uint8_t {
    headers,           ///< Labels and headers alone.
    text_of_undecided, ///< The text too, where the headers leave it open.
    text_of_all
};

inline constexpr std::size_t stage_count = 3;

/// "headers", "text of the undecided", "text of all".
std::string_view name_of(Stage stage);

/// What reading so much buys.
struct StageFigures {
    Stage stage = Stage::headers;
    double accuracy = 0;
    double coverage = 0;  ///< Share of the messages decided at or above the limit …
    double precision = 0; ///< … and of these, the right ones.
    double texts = 0;     ///< Share of the messages whose text is read.
    double bytes = 0;     ///< Of text, a message.
};

/// Predicts each message as each stage would, beside a test that learns.
///
/// Flow: for each example whose text is known, before the model learns it: next(model, example,
/// bytes); then figures().
class StageTest {
public:
    explicit StageTest(double limit) : limit_{limit} {}

    /// `text` is what reading the message's text costs.
    void next(const learning::Model& model, const learning::Example& example, Bytes text);

    [[nodiscard]] std::uint64_t messages() const { return messages_; }

    [[nodiscard]] std::vector<StageFigures> figures() const;

private:
    struct Sums {
        std::uint64_t right = 0;
        std::uint64_t decided = 0;
        std::uint64_t decided_right = 0;
        std::uint64_t texts = 0;
        std::uint64_t bytes = 0;
    };

    void add(Stage stage, const Outcome& outcome, bool with_text, Bytes text);

    double limit_;
    std::uint64_t messages_ = 0;
    std::array<Sums, stage_count> sums_{};
};

/// The stage to use: the one that reads least among those whose accuracy is within half a point of
/// the best. `figures` is not empty.
Stage cheapest_good_stage(const std::vector<StageFigures>& figures);

} // namespace domain::evaluation
