#pragma once

#include <string>
#include <string_view>

namespace mime {

/// Collects text as a browser lays it out: runs of blanks shown as one, no empty lines, and the
/// invisible characters that newsletters pad their previews with left out.
class VisibleText {
public:
    void append(std::string_view text);

    void separate() { widen(Gap::blank); }

    void break_line() { widen(Gap::line); }

    std::string take();

private:
    enum class Gap : unsigned char { none, blank, line };

    void widen(Gap gap) { gap_ = gap_ < gap ? gap : gap_; }

    std::string text_;
    Gap gap_ = Gap::none;
};

} // namespace mime
