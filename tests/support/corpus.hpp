#pragma once

#include "testserver/mailbox/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// Real mail to develop on, which lies beside the checkout and never in it (privacy, terms).
class Corpus {
public:
    /// "foldering/beck-s"
    explicit Corpus(std::string_view name);

    /// Why there is nothing to read, for GTEST_SKIP; empty when there is.
    [[nodiscard]] std::string missing() const;
    /// Its first `most` messages with the labels of its index.
    [[nodiscard]] std::vector<testserver::NewMessage> mails(std::size_t most) const;

private:
    std::string archive_;
};

} // namespace support
