#pragma once

#include <span>
#include <string_view>

namespace testserver::seeds {

struct Sender {
    std::string_view name;
    std::string_view address;
};

enum class Attached : unsigned char { nothing, pdf, calendar, picture };

/// How the text travels.
enum class Charset : unsigned char { ascii, utf8, latin1, japanese };

/// A sort of mail. Texts hold {slots} that vocabulary.hpp fills.
struct Kind {
    std::string_view label;  ///< The owner's label, or empty for none.
    std::string_view second; ///< A label that some of these mails carry as well.
    unsigned weight = 1;     ///< How common it is.
    std::span<const Sender> senders;
    std::span<const std::string_view> subjects;
    std::span<const std::string_view> sentences;
    std::span<const std::string_view> closings;
    std::string_view list_id;              ///< Of a mailing list or newsletter.
    bool html = false;                     ///< Has an HTML side.
    bool conversation = false;             ///< Is answered, and answers.
    Attached attached = Attached::nothing; ///< What every third mail carries.
    Charset charset = Charset::ascii;
};

std::span<const Kind> kinds();

} // namespace testserver::seeds
