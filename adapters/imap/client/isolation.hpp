#pragma once

#include "ports/mail_store.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

namespace imap::client {

/// What is left of a fetch, and what to ask for next, so that one message on which every connection
/// ends does not keep all others from coming.
///
///   all at once ─ lost twice, or once for nothing ─► page by page ─ lost ─► its first alone
///                                                        ▲  half a page ◄─ answered ─┘ │ lost
///                                                        └───── left out ◄── accused ◄─┘ twice
///
/// Flow: next → arrived, any number → answered or lost → next … until done; what is accused may be
/// left out once the connection has been seen to work without it.
class Isolation {
public:
    explicit Isolation(std::vector<ports::Uid> uids) : missing_(std::move(uids)) {}

    [[nodiscard]] bool done() const { return missing_.empty(); }

    [[nodiscard]] std::vector<ports::Uid> next();

    /// Came, or was said to be undeliverable: settled in any case.
    void arrived(ports::Uid uid) { arrived_.insert(uid); }

    /// What was asked for was answered. What of it did not come is not there.
    void answered();
    void lost();
    [[nodiscard]] std::optional<ports::Uid> accused() const;
    void leave_out(ports::Uid uid);

private:
    void settle();

    std::vector<ports::Uid> missing_; ///< In the order in which they are wanted.
    std::vector<ports::Uid> asked_;
    std::set<ports::Uid> arrived_; ///< Since `missing_` was settled last.
    bool careful_ = false;
    unsigned losses_ = 0;
    std::size_t portion_ = 0; ///< Of a careful question.
    std::optional<ports::Uid> suspect_;
    unsigned suspect_losses_ = 0; ///< Alone.
};

} // namespace imap::client
