#pragma once

#include "domain/mail/fingerprint.hpp"
#include "domain/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace domain::plan {

/// Longer lines are refused; a line holds one message's labels and reasons.
inline constexpr std::size_t max_plan_line_bytes = 65'536;

/// Writes a plan line by line, so that memory does not grow with it. The last line holds the number
/// of entries and a fingerprint of everything before it.
///
/// Flow: head → entry, any number → tail; each call's text goes to the file as it is.
class PlanWriter {
public:
    std::string head(const PlanHead& head);
    std::string entry(const Entry& entry);
    std::string tail(const PlanTail& tail);

    /// Of all lines so far.
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_.value(); }

private:
    std::string sealed(std::string line);

    Fingerprint fingerprint_;
    std::uint64_t entries_ = 0;
};

/// What is wrong with a plan file, and where.
struct PlanProblem {
    std::size_t line = 0; ///< Counted from 1.
    std::string what;

    [[nodiscard]] std::string text() const;

    bool operator==(const PlanProblem&) const = default;
};

/// Reads a plan line by line, trusting nothing: an unknown version, a broken or missing line, an
/// entry that may not be planned, or a wrong fingerprint is a problem, and ends the reading.
///
/// Flow: line (without its end), until it gives a problem → finish. `head` is whole once the first
/// entry or `End` came, `tail` with `End`.
class PlanReader {
public:
    struct More {};

    struct End {};

    using Step = std::variant<More, Entry, End, PlanProblem>;

    Step line(std::string_view line);
    /// A problem when the file ended before its last line.
    [[nodiscard]] std::optional<PlanProblem> finish() const;

    [[nodiscard]] const PlanHead& head() const { return head_; }

    [[nodiscard]] const PlanTail& tail() const { return tail_; }

    /// Of the lines read so far, the last line excepted.
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_.value(); }

private:
    enum class State : unsigned char { version, head, entries, tail, done, failed };

    std::optional<std::string> read(std::string_view line, Step& step);
    std::optional<std::string> read_head(std::string_view key, std::string_view value);
    std::optional<std::string> read_body(std::string_view key, std::string_view rest, Step& step);
    std::optional<std::string> read_end(std::string_view rest);

    PlanHead head_;
    PlanTail tail_;
    Fingerprint fingerprint_;
    State state_ = State::version;
    std::size_t head_lines_ = 0;
    std::size_t line_number_ = 0;
    std::uint64_t entries_ = 0;
};

/// Whole plans, for the small ones.
std::string write_plan(const Plan& plan);
std::variant<Plan, PlanProblem> read_plan(std::string_view text);

} // namespace domain::plan
