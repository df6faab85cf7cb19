#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace domain::learning {

/// Cuts UTF-8 text into lower-case words: letters, marks and digits of any script, with the
/// characters ' $ . @ - _ kept inside a word. Scripts written without spaces (Han, Kana, Thai …)
/// come as overlapping pairs of characters. Total: bytes that are no UTF-8 separate words.
///
/// Flow: while (!(word = words.next()).empty()) use(word);
class Words {
public:
    explicit Words(std::string_view text) : rest_{text} {}

    /// The next word, valid until the next call; empty at the end of the text. Words longer than
    /// 40 bytes are cut there and the remainder is dropped: nobody types such a word.
    std::string_view next();

private:
    static constexpr std::size_t longest = 40;
    static constexpr std::size_t longest_character = 4;

    struct Character;
    [[nodiscard]] Character read() const;
    void append(std::string_view bytes);
    void append_folded(int code_point);
    std::string_view pair(const Character& character);
    std::string_view finish();

    std::string_view rest_;
    std::array<char, longest + longest_character> word_{};
    std::size_t length_ = 0;
    std::string_view previous_ideograph_;
};

} // namespace domain::learning
