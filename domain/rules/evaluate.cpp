#include "domain/rules/evaluate.hpp"

#include "domain/rules/match.hpp"

#include <algorithm>
#include <utility>

namespace domain::rules {

namespace {

/// The cheaper of two needs; nothing is no need at all.
std::optional<Evidence> cheaper(std::optional<Evidence> left, std::optional<Evidence> right) {
    return left && right ? std::min(left, right) : std::max(left, right);
}

/// Both lists are decided by one child of the right kind, else unknown by any unknown child.
Answer decided_by(
    const std::vector<Node>& nodes,
    Truth deciding,
    const MessageView& view,
    const QueryContext& context
) {
    Answer all{!deciding, std::nullopt};
    for (const Node& node : nodes) {
        const Answer one = answer(node, view, context);
        if (one.truth == deciding) {
            return {deciding, std::nullopt};
        }
        if (one.truth == Truth::unknown) {
            all = {Truth::unknown, cheaper(all.needed, one.needed)};
        }
    }
    return all;
}

struct Answering {
    const MessageView& view;
    const QueryContext& context;

    Answer operator()(const All& all) const { return decided_by(all.of, Truth::no, view, context); }

    Answer operator()(const Any& any) const {
        return decided_by(any.of, Truth::yes, view, context);
    }

    Answer operator()(const Not& negation) const {
        const Answer inner = answer(negation.of.front(), view, context);
        return {!inner.truth, inner.needed};
    }

    Answer operator()(const Term& term) const { return match(term, view, context); }
};

} // namespace

Answer answer(const Node& node, const MessageView& view, const QueryContext& context) {
    return std::visit(Answering{view, context}, node.is);
}

Answer answer(const Query& query, const MessageView& view, const QueryContext& context) {
    return answer(query.root(), view, context);
}

Truth evaluate(const Query& query, const Message& message, const QueryContext& context) {
    return answer(query, MessageView{message}, context).truth;
}

std::optional<Evidence>
evidence_needed(const Query& query, const Message& message, const QueryContext& context) {
    return answer(query, MessageView{message}, context).needed;
}

} // namespace domain::rules
