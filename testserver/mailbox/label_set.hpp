#pragma once

#include "domain/mail/label.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace testserver {

// Gmail compares label names without case; the first spelling stays.

inline void add_label(domain::LabelSet& labels, std::string_view name) {
    const bool known = std::ranges::any_of(labels, [&](const domain::Label& each) {
        return domain::same_label(each.name, name);
    });
    if (!known) {
        labels.insert(domain::Label{std::string{name}});
    }
}

inline void remove_label(domain::LabelSet& labels, std::string_view name) {
    std::erase_if(labels, [&](const domain::Label& each) {
        return domain::same_label(each.name, name);
    });
}

} // namespace testserver
