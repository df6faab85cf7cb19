#include "app/usecase/reasons.hpp"

#include <algorithm>

namespace usecase {

namespace {

// No rule or label name holds it: both are one line of text.
constexpr char separator = '\n';

} // namespace

std::string joined_reasons(std::span<const std::string> reasons) {
    std::string text;
    for (const auto& reason : reasons) {
        if (!text.empty()) {
            text += separator;
        }
        text += reason;
    }
    return text;
}

std::vector<std::string> split_reasons(std::string_view text) {
    std::vector<std::string> reasons;
    while (!text.empty()) {
        const auto end = text.find(separator);
        reasons.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return reasons;
}

bool names_model(std::string_view reasons, const domain::Label& label) {
    return std::ranges::any_of(split_reasons(reasons), [&label](const std::string& reason) {
        return reason.starts_with("model " + label.name + ' ');
    });
}

bool names_rule(std::string_view reasons, std::string_view rule) {
    return std::ranges::any_of(split_reasons(reasons), [rule](const std::string& reason) {
        return reason.starts_with("rule ") && std::string_view{reason}.substr(5) == rule;
    });
}

} // namespace usecase
