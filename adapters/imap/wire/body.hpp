#pragma once

#include "adapters/imap/wire/envelope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imap::wire {

struct Parameter {
    std::string name;
    NString value; ///< NIL is illegal, and mail.ru sends it.

    bool operator==(const Parameter&) const = default;
};

struct Disposition {
    std::string type; ///< "attachment", "inline" as written.
    std::vector<Parameter> parameters;

    bool operator==(const Disposition&) const = default;
};

/// body-extension: what no RFC has named yet, kept as a tree of text.
struct BodyExtension {
    NString text; ///< A string or number; absent for NIL and for a list.
    std::vector<BodyExtension> list;
    bool is_list = false;

    bool operator==(const BodyExtension&) const = default;
};

/// body of RFC 3501: one node of the MIME tree. `type` and `subtype` are as written; types compare
/// without case.
struct BodyPart {
    std::string type; ///< "multipart" for a node with children.
    std::string subtype;
    std::vector<Parameter> parameters;
    NString id;
    NString description;
    NString encoding; ///< NIL is illegal, and several servers send it.
    std::uint64_t octets = 0;
    std::optional<std::uint64_t> lines; ///< For text and message/rfc822.

    std::vector<BodyPart> parts;      ///< Of a multipart; of message/rfc822 the one body inside.
    std::optional<Envelope> envelope; ///< Of message/rfc822.

    NString md5;
    std::optional<Disposition> disposition;
    std::vector<std::string> languages;
    NString location;
    std::vector<BodyExtension> extensions;

    [[nodiscard]] bool is_multipart() const;
    [[nodiscard]] bool is_message() const;

    bool operator==(const BodyPart&) const = default;
};

} // namespace imap::wire
