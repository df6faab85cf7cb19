#pragma once

#include "ports/failure.hpp"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace ports {

/// Errors are values. Only this header names tl::, so that std::expected can replace it in one
/// edit.
template <typename T>
using Result = tl::expected<T, Failure>;

using Unexpected = tl::unexpected<Failure>;

inline Unexpected fail(Failure failure) {
    return Unexpected{std::move(failure)};
}

inline Unexpected fail(FailureKind kind, std::string sentence, std::string hint = {}) {
    return Unexpected{Failure{kind, std::move(sentence), std::move(hint), {}}};
}

} // namespace ports
