#include "adapters/imap/wire/command_writer.hpp"

#include "adapters/imap/wire/characters.hpp"
#include "adapters/imap/wire/utf8.hpp"

#include <algorithm>
#include <utility>

namespace imap::wire {

namespace {

bool is_8_bit(char c) {
    return (c & 0x80) != 0;
}

bool has_line_end(std::string_view value) {
    return value.find_first_of(std::string_view{"\0\r\n", 3}) != std::string_view::npos;
}

} // namespace

CommandWriter& CommandWriter::raw(std::string_view text) {
    bytes_.append(text);
    if (tracing_) {
        command_.trace.append(text);
    }
    return *this;
}

void CommandWriter::fail(std::string_view what, std::string_view where) {
    if (!failed_) {
        failed_ = true;
        failure_ = {bytes_.size(), std::string{what}, std::string{where}};
    }
}

CommandWriter& CommandWriter::atom(std::string_view word, std::string_view where) {
    if (word.empty() || !all_are(word, character::atom)) {
        fail("not an atom", where);
    }
    return raw(word);
}

bool CommandWriter::can_quote(std::string_view value) const {
    return std::ranges::none_of(value, is_8_bit) || (options_.utf8 && is_utf8(value));
}

CommandWriter& CommandWriter::quoted(std::string_view value, std::string_view where) {
    if (has_line_end(value) || !can_quote(value)) {
        fail("cannot be quoted", where);
        return *this;
    }
    raw("\"");
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            raw("\\");
        }
        raw({&c, 1});
    }
    return raw("\"");
}

void CommandWriter::literal(std::string_view value) {
    const bool free = value.size() <= options_.free_literal && options_.free_literal > 0;
    bytes_.append("{").append(std::to_string(value.size())).append(free ? "+}\r\n" : "}\r\n");
    if (tracing_) {
        command_.trace.append("{").append(std::to_string(value.size())).append("}");
    }
    if (!free) {
        command_.chunks.push_back({std::exchange(bytes_, {}), true});
    }
    bytes_.append(value);
}

void CommandWriter::value(std::string_view value, std::string_view where) {
    if (has_line_end(value)) {
        fail("NUL, CR or LF in an argument", where);
    } else if (!can_quote(value)) {
        literal(value);
    } else if (!value.empty() && all_are(value, character::astring) && !same_word(value, "NIL")) {
        raw(value);
    } else {
        quoted(value, where);
    }
}

CommandWriter& CommandWriter::astring(std::string_view text, std::string_view where) {
    value(text, where);
    return *this;
}

CommandWriter& CommandWriter::name(std::string_view text, std::string_view where) {
    if (!can_quote(text)) {
        fail("8-bit octets without UTF8=ACCEPT: use modified UTF-7", where);
        return *this;
    }
    return astring(text, where);
}

CommandWriter& CommandWriter::secret(const SecretText& hidden, std::string_view where) {
    command_.trace.append(redacted);
    tracing_ = false;
    value(hidden.reveal(), where);
    tracing_ = true;
    return *this;
}

CommandWriter& CommandWriter::secret_word(std::string_view word) {
    command_.trace.append(redacted);
    bytes_.append(word);
    return *this;
}

CommandWriter& CommandWriter::set(const SequenceSet& set, std::string_view where) {
    if (set.empty() || std::ranges::any_of(set.ranges(), [](const Range& r) {
            return r.first == 0 || r.last == 0;
        })) {
        fail("an empty set or a zero in it", where);
    }
    return raw(set.text());
}

Parsed<EncodedCommand> CommandWriter::finish() {
    if (failed_) {
        return failure_;
    }
    bytes_.append("\r\n");
    command_.chunks.push_back({std::exchange(bytes_, {}), false});
    return std::move(command_);
}

} // namespace imap::wire
