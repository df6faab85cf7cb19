#include "adapters/imap/client/pacer.hpp"

#include <algorithm>

namespace imap::client {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_wait{50};
constexpr milliseconds longest_wait{std::chrono::seconds{16}};
/// Pipelined answers come in a bunch; one bunch is one mark.
constexpr milliseconds one_bunch{50};
/// Calm for so long, and the wait shrinks by a quarter.
constexpr milliseconds calm{500};

} // namespace

void Pacer::answered(bool throttled, Moment now) {
    if (!throttled) {
        if (wait_ > milliseconds{0} && now - last_mark_ >= calm) {
            wait_ = wait_ * 3 / 4;
        }
        if (wait_ < first_wait) {
            wait_ = milliseconds{0};
        }
        return;
    }
    if (wait_ == milliseconds{0}) {
        wait_ = first_wait;
    } else if (now - last_mark_ >= one_bunch) {
        wait_ = std::min(wait_ * 2, longest_wait);
    }
    last_mark_ = now;
}

Pacer::Moment Pacer::not_before(Moment now) const {
    return now + wait_;
}

} // namespace imap::client
