#include "testserver/scenario/pattern.hpp"

#include <re2/re2.h>
#include <utility>

namespace testserver {
namespace {

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

/// From $1, $& and $$ to \1, \0 and $.
std::string in_re2_words(std::string_view put) {
    std::string words;
    for (std::size_t i = 0; i < put.size(); ++i) {
        const char next = i + 1 < put.size() ? put[i + 1] : '\0';
        if (put[i] == '\\') {
            words += "\\\\";
        } else if (put[i] != '$') {
            words += put[i];
        } else if (next == '&') {
            words += "\\0";
            ++i;
        } else if (next >= '1' && next <= '9') {
            words += {'\\', next};
            ++i;
        } else {
            words += '$';
            i += next == '$' ? 1 : 0;
        }
    }
    return words;
}

} // namespace

Pattern::Pattern() : Pattern(*parse({})) {}

Pattern::Pattern(std::string text, std::shared_ptr<const re2::RE2> expression)
    : text_(std::move(text)), expression_(std::move(expression)) {}

tl::expected<Pattern, std::string> Pattern::parse(std::string text) {
    re2::RE2::Options options{re2::RE2::Latin1}; // Bytes, which need not be UTF-8.
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    auto expression = std::make_shared<const re2::RE2>(text, options);
    if (!expression->ok()) {
        return tl::unexpected{expression->error()};
    }
    return Pattern{std::move(text), std::move(expression)};
}

bool Pattern::found_in(std::string_view line) const {
    return re2::RE2::PartialMatch(piece(line), *expression_);
}

std::string Pattern::replaced_in(std::string line, std::string_view put) const {
    re2::RE2::GlobalReplace(&line, *expression_, in_re2_words(put));
    return line;
}

std::string Pattern::problem_with(std::string_view put) const {
    std::string problem;
    expression_->CheckRewriteString(in_re2_words(put), &problem);
    return problem;
}

} // namespace testserver
