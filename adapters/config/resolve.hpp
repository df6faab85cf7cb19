#pragma once

#include "adapters/config/document.hpp"
#include "adapters/config/given.hpp"
#include "adapters/config/keys.hpp"
#include "adapters/config/mistake.hpp"
#include "adapters/config/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Who said a value, weakest first.
enum class Level : unsigned char { nobody, top, account, variable, flag };

/// A key with the value that won, and where it was said.
struct Resolved {
    const Key* key = nullptr;
    Value value;
    Level level = Level::nobody;
    domain::rules::Origin origin; ///< In the file; `file` alone names a flag or a variable.
    std::vector<domain::rules::Origin> items;

    /// "--port", "GMAIL_CLASSIFIER_PORT", "config.toml:3:5" or "default".
    [[nodiscard]] std::string place() const;
    /// As one would write it; empty for no value.
    [[nodiscard]] std::string text() const;
};

/// The name of the [account.NAME] that counts; empty for none. A name that is not there, or none
/// where there are several, is a mistake.
std::string
choose_account(const Given& given, const Document& document, std::vector<Mistake>& mistakes);

/// Every key in the order of KeyId: flag before variable before account section before top level
/// before default.
std::vector<Resolved> resolve(
    const Given& given,
    const Document& document,
    std::string_view account,
    std::vector<Mistake>& mistakes
);

} // namespace config
