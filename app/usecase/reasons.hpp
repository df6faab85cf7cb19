#pragma once

#include "domain/mail/label.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usecase {

/// The reasons of a plan's entry as the one text that the journal keeps, and back.
std::string joined_reasons(std::span<const std::string> reasons);
std::vector<std::string> split_reasons(std::string_view text);

/// True when the model gave the label: "model Travel 0.994".
bool names_model(std::string_view reasons, const domain::Label& label);
/// True when that rule is among the reasons: "rule receipts".
bool names_rule(std::string_view reasons, std::string_view rule);

} // namespace usecase
