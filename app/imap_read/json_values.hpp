#pragma once

#include "adapters/imap/wire/date.hpp"
#include "adapters/imap/wire/envelope.hpp"
#include "adapters/imap/wire/sequence_set.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imap_read {

namespace json = boost::json;
namespace wire = imap::wire;

/// The values of the wire as JSON; README.md describes each form.

/// A JSON string; text that is not UTF-8 becomes {"base64": "…"}.
json::value text(std::string_view octets);
json::value nullable(const wire::NString& value);
json::array texts(const std::vector<std::string>& texts);
/// [[first, last], …] in the order of the wire, "*" as a string; very many as the wire's text.
json::value ranges(const wire::SequenceSet& set);
/// ISO 8601 with its zone.
json::value date_time(const wire::DateTime& time);
/// Adds "mailbox" in UTF-8, and "mailbox_wire" where the wire's form differs.
void put_mailbox(json::object& object, const std::string& wire_name);
/// "parsed": what a text of an extension says, where it has the form of one.
void put_parsed(json::object& object, std::string_view extension);
/// {"name": …, "value": …, "parsed": …} of something that the codec does not know.
json::object unknown(std::string_view name, std::string_view value);
/// [{"name": …, "value": …, "parsed": …}, …]
json::array pairs(const std::vector<std::pair<std::string, std::string>>& pairs);

/// Adds `value` under `key` when there is one.
template <typename Number>
void put_if(json::object& object, std::string_view key, const std::optional<Number>& value) {
    if (value) {
        object.emplace(key, *value);
    }
}

} // namespace imap_read
