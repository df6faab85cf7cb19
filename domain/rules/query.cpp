#include "domain/rules/query.hpp"

#include <algorithm>
#include <iterator>

namespace domain::rules {

namespace {

template <typename List>
Node joined(std::vector<Node> nodes) {
    List list;
    for (Node& node : nodes) {
        if (auto* inner = std::get_if<List>(&node.is)) {
            std::ranges::move(inner->of, std::back_inserter(list.of));
        } else {
            list.of.push_back(std::move(node));
        }
    }
    if (list.of.size() == 1) {
        return std::move(list.of.front());
    }
    return Node{std::move(list)};
}

} // namespace

static bool operator==(const All& left, const All& right) {
    return left.of == right.of;
}

static bool operator==(const Any& left, const Any& right) {
    return left.of == right.of;
}

static bool operator==(const Not& left, const Not& right) {
    return left.of == right.of;
}

bool operator==(const Node& left, const Node& right) {
    return left.is == right.is;
}

Node all_of(std::vector<Node> nodes) {
    return joined<All>(std::move(nodes));
}

Node any_of(std::vector<Node> nodes) {
    return joined<Any>(std::move(nodes));
}

Node negated(Node node) {
    if (auto* inner = std::get_if<Not>(&node.is)) {
        return std::move(inner->of.front());
    }
    Not outer;
    outer.of.push_back(std::move(node));
    return Node{std::move(outer)};
}

bool Query::matches_everything() const {
    const auto* all = std::get_if<All>(&root_.is);
    return all != nullptr && all->of.empty();
}

} // namespace domain::rules
