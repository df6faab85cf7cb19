#include "domain/rules/implication.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace domain::rules {

namespace {

/// Comparisons after which a hint is not worth the time; hand-written rules need a few dozen.
constexpr std::size_t max_steps = 20'000;

class Implication {
public:
    bool check(const Node& narrow, const Node& wide) {
        if (++steps_ > max_steps) {
            return false;
        }
        return narrow == wide || every_part_of_wide(narrow, wide) ||
               every_choice_of_narrow(narrow, wide) || negated(narrow, wide) ||
               some_choice_of_wide(narrow, wide) || some_part_of_narrow(narrow, wide);
    }

private:
    bool every_part_of_wide(const Node& narrow, const Node& wide) {
        const auto* all = std::get_if<All>(&wide.is);
        return all != nullptr &&
               std::ranges::all_of(all->of, [&](const Node& part) { return check(narrow, part); });
    }

    bool every_choice_of_narrow(const Node& narrow, const Node& wide) {
        const auto* any = std::get_if<Any>(&narrow.is);
        return any != nullptr && std::ranges::all_of(any->of, [&](const Node& choice) {
                   return check(choice, wide);
               });
    }

    bool some_choice_of_wide(const Node& narrow, const Node& wide) {
        const auto* any = std::get_if<Any>(&wide.is);
        return any != nullptr && std::ranges::any_of(any->of, [&](const Node& choice) {
                   return check(narrow, choice);
               });
    }

    bool some_part_of_narrow(const Node& narrow, const Node& wide) {
        const auto* all = std::get_if<All>(&narrow.is);
        return all != nullptr &&
               std::ranges::any_of(all->of, [&](const Node& part) { return check(part, wide); });
    }

    bool negated(const Node& narrow, const Node& wide) {
        const auto* left = std::get_if<Not>(&narrow.is);
        const auto* right = std::get_if<Not>(&wide.is);
        return left != nullptr && right != nullptr && check(right->of.front(), left->of.front());
    }

    std::size_t steps_ = 0;
};

using Pair = std::pair<Property, Property>;

constexpr std::array<Pair, 3> opposites{{
    {Property::read, Property::unread},
    {Property::user_labels, Property::no_user_labels},
    {Property::inbox, Property::archived},
}};

const Term* term_of(const Node& node) {
    return std::get_if<Term>(&node.is);
}

bool are_opposite(const Term& left, const Term& right) {
    const auto* one = std::get_if<Property>(&left.value);
    const auto* other = std::get_if<Property>(&right.value);
    return one != nullptr && other != nullptr &&
           std::ranges::find(opposites, Pair{*one, *other}) != opposites.end();
}

template <typename T>
bool is_empty_range(const Term& above, const Term& below) {
    return std::get<T>(above.value) >= std::get<T>(below.value);
}

/// larger:2M smaller:1M, after:2026/02/01 before:2026/01/01.
bool is_empty_range(const Term& above, const Term& below) {
    if (above.field == FieldId::larger && below.field == FieldId::smaller) {
        return is_empty_range<Bytes>(above, below);
    }
    if (above.field == FieldId::after && below.field == FieldId::before) {
        return std::get<Date>(above.value).at >= std::get<Date>(below.value).at;
    }
    return false;
}

bool exclude_each_other(const Node& left, const Node& right) {
    if (const auto* negation = std::get_if<Not>(&right.is)) {
        return implies(left, negation->of.front());
    }
    const Term* one = term_of(left);
    const Term* other = term_of(right);
    return one != nullptr && other != nullptr &&
           (are_opposite(*one, *other) || is_empty_range(*one, *other));
}

} // namespace

bool implies(const Node& narrow, const Node& wide) {
    return Implication{}.check(narrow, wide);
}

bool is_impossible(const Node& node) {
    if (const auto* any = std::get_if<Any>(&node.is)) {
        return std::ranges::all_of(any->of, is_impossible);
    }
    const auto* all = std::get_if<All>(&node.is);
    if (all == nullptr) {
        return false;
    }
    return std::ranges::any_of(all->of, [all](const Node& left) {
        return is_impossible(left) || std::ranges::any_of(all->of, [&left](const Node& right) {
                   return exclude_each_other(left, right);
               });
    });
}

} // namespace domain::rules
