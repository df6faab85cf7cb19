#pragma once

#include "adapters/imap/wire/write_command.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace imap::wire {

/// The terminals of the command grammar, written once for the wire and once for the trace. The
/// first value that has no form is kept as the failure. Internal to write_command.
class CommandWriter {
public:
    explicit CommandWriter(const WriteOptions& options) : options_(options) {}

    CommandWriter& raw(std::string_view text);

    CommandWriter& space() { return raw(" "); }

    CommandWriter& number(std::uint64_t value) { return raw(std::to_string(value)); }

    /// An atom as it stands; fails when it is none.
    CommandWriter& atom(std::string_view word, std::string_view where);
    CommandWriter& quoted(std::string_view value, std::string_view where);
    CommandWriter& astring(std::string_view text, std::string_view where);
    /// A mailbox or label: 8-bit octets only after ENABLE UTF8=ACCEPT.
    CommandWriter& name(std::string_view text, std::string_view where);
    CommandWriter& secret(const SecretText& hidden, std::string_view where);
    CommandWriter& secret_word(std::string_view word);
    CommandWriter& set(const SequenceSet& set, std::string_view where);

    void fail(std::string_view what, std::string_view where);

    [[nodiscard]] const WriteOptions& options() const { return options_; }

    /// The command with its line end, or the failure.
    Parsed<EncodedCommand> finish();

private:
    void to_wire(std::string_view text) { bytes_.append(text); }

    void literal(std::string_view value);
    void value(std::string_view value, std::string_view where);
    [[nodiscard]] bool can_quote(std::string_view value) const;

    WriteOptions options_;
    EncodedCommand command_;
    std::string bytes_;
    bool tracing_ = true;
    bool failed_ = false;
    Diagnostic failure_;
};

void write_search(CommandWriter& out, const client::UidSearch& search);

} // namespace imap::wire
