#include "testserver/mailbox/seeds/generate.hpp"

#include "testserver/mailbox/seeds/compose.hpp"
#include "testserver/mailbox/seeds/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace testserver::seeds {
namespace {

constexpr std::chrono::seconds two_years{std::chrono::hours{24 * 730}};
/// The newest mails, which the owner has not looked at.
constexpr std::size_t fresh_percent = 12;
constexpr unsigned forgotten_percent = 4; ///< Old mail that should have a label and has none.
constexpr unsigned wrong_percent = 2;
constexpr unsigned reply_percent = 45; ///< Mail of a conversation that answers an earlier one.
constexpr std::size_t sentences_least = 3;
constexpr std::size_t sentences_spread = 4;

/// The last mails of one kind, which new ones may answer.
struct Conversation {
    std::string subject;
    std::vector<std::string> ids;
};

class Author {
public:
    Author(std::uint64_t seed, std::size_t count, domain::Timestamp newest)
        : random_(seed), count_(count), newest_(newest), open_(kinds().size()) {
        total_weight_ =
            std::accumulate(kinds().begin(), kinds().end(), 0U, [](unsigned sum, const Kind& kind) {
                return sum + kind.weight;
            });
    }

    SeededMail mail(std::size_t index) {
        const auto chosen = choose_kind();
        const auto& kind = kinds()[chosen];
        auto draft = begin(kind, index);
        if (kind.conversation) {
            join(open_[chosen], draft);
        }
        SeededMail result;
        result.mail.raw = compose(kind, draft, random_);
        result.mail.received = draft.date;
        result.fresh = index >= count_ - count_ * fresh_percent / 100;
        decide_truth(kind, result);
        decide_labels(result);
        decide_flags(kind, result);
        return result;
    }

private:
    std::size_t choose_kind() {
        auto left = random_.below(total_weight_);
        std::size_t index = 0;
        while (left >= kinds()[index].weight) {
            left -= kinds()[index].weight;
            ++index;
        }
        return index;
    }

    /// Evenly over two years, each a little off, and never before the one before.
    domain::Timestamp date(std::size_t index) {
        const auto step = two_years / static_cast<std::int64_t>(std::max<std::size_t>(count_, 1));
        const auto late =
            std::chrono::seconds{random_.below(static_cast<std::size_t>(step.count()) + 1)};
        return newest_ - step * static_cast<std::int64_t>(count_ - index) + late;
    }

    Draft begin(const Kind& kind, std::size_t index) {
        Draft draft;
        draft.from = random_.pick(kind.senders);
        draft.to = {owner_name, owner_address};
        draft.subject = fill(random_.pick(kind.subjects), random_);
        const auto sentences = sentences_least + random_.below(sentences_spread);
        for (std::size_t i = 0; i < sentences; ++i) {
            draft.text += fill(random_.pick(kind.sentences), random_) + "\r\n";
        }
        draft.text += "\r\n" + fill(random_.pick(kind.closings), random_) + "\r\n";
        draft.message_id =
            '<' + std::to_string(random_.next()) + '.' + std::to_string(index) + '@' +
            std::string{draft.from.address.substr(draft.from.address.find('@') + 1)} + '>';
        draft.date = date(index);
        return draft;
    }

    void join(Conversation& conversation, Draft& draft) {
        if (!conversation.ids.empty() && random_.chance(reply_percent)) {
            draft.subject = "Re: " + conversation.subject;
            draft.references = conversation.ids;
        } else {
            conversation = {draft.subject, {}};
        }
        conversation.ids.push_back(draft.message_id);
    }

    void decide_truth(const Kind& kind, SeededMail& result) {
        if (!kind.label.empty()) {
            result.truth.insert(domain::Label{std::string{kind.label}});
        }
        if (!kind.second.empty() && random_.chance(25)) {
            result.truth.insert(domain::Label{std::string{kind.second}});
        }
    }

    void decide_labels(SeededMail& result) {
        if (result.fresh || random_.chance(forgotten_percent)) {
            return;
        }
        result.mail.labels = result.truth;
        if (!result.truth.empty() && random_.chance(wrong_percent)) {
            result.wrong = true;
            result.mail.labels = {other_label(result.truth)};
        }
    }

    domain::Label other_label(const domain::LabelSet& truth) {
        while (true) {
            const auto& kind = random_.pick(kinds());
            const domain::Label label{std::string{kind.label}};
            if (!kind.label.empty() && !truth.contains(label)) {
                return label;
            }
        }
    }

    void decide_flags(const Kind& kind, SeededMail& result) {
        auto& flags = result.mail.flags;
        if (!result.fresh && random_.chance(94)) {
            flags.emplace(seen_flag);
        }
        if (!result.fresh && kind.conversation && random_.chance(30)) {
            flags.emplace(answered_flag);
        }
        if (random_.chance(2)) {
            flags.emplace(flagged_flag);
            result.mail.labels.insert(domain::starred);
        }
    }

    Random random_;
    std::size_t count_;
    domain::Timestamp newest_;
    unsigned total_weight_ = 0;
    std::vector<Conversation> open_;
};

} // namespace

std::vector<SeededMail> generate(std::uint64_t seed, std::size_t count, domain::Timestamp newest) {
    Author author{seed, count, newest};
    std::vector<SeededMail> mails;
    mails.reserve(count);
    for (std::size_t index = 0; index < count; ++index) {
        mails.push_back(author.mail(index));
    }
    return mails;
}

} // namespace testserver::seeds
