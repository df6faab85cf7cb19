#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace imap::client {

/// The beginnings of long texts that a lost connection cut off, by message and section, so that the
/// next connection asks for the rest only (BODY.PEEK[…]<offset.count>).
///
/// Flow: kept → keep after each piece → forget when it is whole.
class PartialTexts {
public:
    [[nodiscard]] std::string_view
    kept(const std::string& message, const std::string& section) const;
    /// All of `bytes` from the beginning. What does not fit is not kept, and is fetched anew.
    void keep(const std::string& message, const std::string& section, std::string_view bytes);
    void forget(const std::string& message, const std::string& section);

private:
    std::map<std::string, std::string> texts_; ///< By message, a space, and section.
    std::size_t octets_ = 0;
};

} // namespace imap::client
