#pragma once

#include "domain/mail/ids.hpp"
#include "domain/rules/fields.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace domain::rules {

/// Folded words with one space before, between and after, so that a phrase is found by a substring
/// search (see words.hpp).
struct Words {
    std::string spaced;

    bool operator==(const Words&) const = default;
};

/// Whom an address field is compared with.
struct Person {
    enum class Kind : unsigned char {
        me,         ///< Any of the user's own addresses.
        address,    ///< Exactly this address.
        host,       ///< Exactly this host ("@shop.example").
        dotted,     ///< This domain, one below it, or this whole local part ("shop.example").
        words,      ///< Whole words of the display name or the address.
        contacts,   ///< Only in `protect`.
        replied_to, ///< Only in `protect`.
    };

    Kind kind = Kind::words;
    std::string text; ///< Lower case; spaced words for `words`.

    bool operator==(const Person&) const = default;
};

/// A label as Gmail's search compares it: folded, blanks and slashes as dashes; or a pattern whose
/// last segment is "*" or "**", as written.
struct LabelPattern {
    std::string text;
    bool wildcard = false;

    bool operator==(const LabelPattern&) const = default;
};

enum class AgeUnit : unsigned char { hours, days, months, years };

struct Age {
    std::uint32_t count = 0;
    AgeUnit unit = AgeUnit::days;

    bool operator==(const Age&) const = default;
};

/// The start of a day on the user's calendar, or an exact second.
struct Date {
    Timestamp at;
    bool exact = false;

    bool operator==(const Date&) const = default;
};

/// Without angle brackets.
struct MessageIdText {
    std::string text;

    bool operator==(const MessageIdText&) const = default;
};

using Value = std::variant<Words, Person, LabelPattern, Property, Bytes, Age, Date, MessageIdText>;

/// A search word with its value: `text` as it is printed, `value` as it is compared.
struct Term {
    FieldId field = FieldId::anywhere;
    std::string text;
    Value value;

    bool operator==(const Term&) const = default;
};

struct Node;

/// Every one of these; of nothing: any message.
struct All {
    std::vector<Node> of;
};

/// At least one of these.
struct Any {
    std::vector<Node> of;
};

/// Holds exactly one node; a vector because a Node cannot hold itself.
struct Not {
    std::vector<Node> of;
};

/// The tree of a query. The parser keeps it flat: no All in an All, no Any in an Any, no Not in a
/// Not, and both lists hold at least two (the empty query is an All of nothing).
struct Node {
    std::variant<All, Any, Not, Term> is;
};

bool operator==(const Node& left, const Node& right);

Node all_of(std::vector<Node> nodes); ///< Flattens; one node stays itself.
Node any_of(std::vector<Node> nodes);
Node negated(Node node);

/// A checked question about a message, in Gmail's search words: every term in it can be decided
/// from the message alone.
class Query {
public:
    Query() = default; ///< Matches every message.

    explicit Query(Node root) : root_(std::move(root)) {}

    [[nodiscard]] const Node& root() const { return root_; }

    [[nodiscard]] bool matches_everything() const;

    bool operator==(const Query& other) const { return root_ == other.root_; }

private:
    Node root_;
};

} // namespace domain::rules
