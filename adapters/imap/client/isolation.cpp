#include "adapters/imap/client/isolation.hpp"

#include <algorithm>
#include <utility>

namespace imap::client {

using ports::Uid;

namespace {

/// One command of a FetchPipeline: within it a server sends its answers in order.
constexpr std::size_t largest_portion = 100;
/// Connections that a message asked for alone must have ended. One may have been the network's.
constexpr unsigned believed_losses = 2;
/// Losses after which it is no longer only the network: one is everyday life.
constexpr unsigned everyday_losses = 1;

} // namespace

std::vector<Uid> Isolation::next() {
    settle(); // The call before may have ended for a reason that is nobody's fault.
    if (!careful_) {
        asked_ = missing_;
    } else if (suspect_) {
        asked_ = {*suspect_};
    } else {
        const auto count = std::min(portion_, missing_.size());
        asked_.assign(missing_.begin(), missing_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return asked_;
}

void Isolation::settle() {
    const auto came = [this](Uid uid) { return arrived_.contains(uid); };
    std::erase_if(missing_, came);
    std::erase_if(asked_, came);
    arrived_.clear();
}

void Isolation::answered() {
    settle();
    const std::set<Uid> gone{asked_.begin(), asked_.end()};
    std::erase_if(missing_, [&gone](Uid uid) { return gone.contains(uid); });
    if (std::exchange(suspect_, std::nullopt)) {
        portion_ = std::max<std::size_t>(portion_ / 2, 1); // It was another one of that page.
    } else {
        portion_ = std::min(2 * portion_, largest_portion);
    }
    suspect_losses_ = 0;
}

void Isolation::lost() {
    const std::size_t asked = asked_.size();
    settle();
    ++losses_;
    if (!std::exchange(careful_, careful_ || losses_ > everyday_losses || asked_.size() == asked)) {
        portion_ = largest_portion;
        return;
    }
    if (asked_.empty()) {
        suspect_.reset();
        return;
    }
    // UIDs are asked for as a set, and answered in ascending order.
    const Uid first = *std::ranges::min_element(asked_);
    suspect_losses_ = suspect_ == first || asked == 1 ? suspect_losses_ + 1 : 0;
    suspect_ = first;
}

std::optional<Uid> Isolation::accused() const {
    return suspect_losses_ >= believed_losses ? suspect_ : std::nullopt;
}

void Isolation::leave_out(Uid uid) {
    std::erase(missing_, uid);
    suspect_.reset();
    suspect_losses_ = 0;
    portion_ = largest_portion;
}

} // namespace imap::client
