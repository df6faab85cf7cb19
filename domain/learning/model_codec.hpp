#pragma once

#include "domain/learning/model_state.hpp"

#include <string>
#include <string_view>

namespace domain::learning {

/// The same lessons in the same order give the same bytes.
std::string encode_model(const Model::State& state);
/// Fills a fresh state; false when the bytes are no model of this version.
bool decode_model(std::string_view bytes, Model::State& state);

} // namespace domain::learning
