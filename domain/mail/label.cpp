#include "domain/mail/label.hpp"

#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <iterator>

namespace domain {

LabelSet user_labels(const LabelSet& labels) {
    LabelSet given;
    std::copy_if(
        labels.begin(),
        labels.end(),
        std::inserter(given, given.end()),
        [](const Label& label) { return !label.is_system(); }
    );
    return given;
}

bool same_label(std::string_view left, std::string_view right) {
    return equal_ignoring_case(left, right);
}

bool matches_pattern(const Label& label, std::string_view pattern) {
    const bool all_descendants = pattern.ends_with("/**");
    const bool children = !all_descendants && pattern.ends_with("/*");
    if (!all_descendants && !children) {
        return pattern == "*" || same_label(label.name, pattern);
    }
    const auto parent = pattern.substr(0, pattern.size() - (all_descendants ? 2 : 1));
    const std::string_view name = label.name;
    if (name.size() <= parent.size() || !same_label(name.substr(0, parent.size()), parent)) {
        return false;
    }
    return all_descendants || name.find('/', parent.size()) == std::string_view::npos;
}

} // namespace domain
