#include "app/imap_read/json_values.hpp"

#include "adapters/imap/wire/mutf7.hpp"
#include "adapters/imap/wire/sasl.hpp"
#include "adapters/imap/wire/utf8.hpp"
#include "app/imap_read/json_extension.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace imap_read {

namespace {

json::value bound(std::uint32_t number) {
    return number == wire::star ? json::value("*") : json::value(number);
}

} // namespace

json::value text(std::string_view octets) {
    if (wire::is_utf8(octets)) {
        return json::string{octets};
    }
    return json::object{{"base64", wire::base64(octets)}};
}

json::value nullable(const wire::NString& value) {
    return value ? text(*value) : json::value(nullptr);
}

json::array texts(const std::vector<std::string>& texts) {
    json::array array;
    for (const std::string& one : texts) {
        array.push_back(text(one));
    }
    return array;
}

json::value ranges(const wire::SequenceSet& set) {
    /// A range as JSON takes a hundred octets of memory, and on the wire no more than two.
    constexpr std::size_t most_ranges = 65'536;
    if (set.is_saved() || set.ranges().size() > most_ranges) {
        return json::string{set.text()};
    }
    json::array array;
    array.reserve(set.ranges().size());
    for (const wire::Range& range : set.ranges()) {
        array.push_back(json::array({bound(range.first), bound(range.last)}));
    }
    return array;
}

json::value date_time(const wire::DateTime& time) {
    const int zone = std::abs(time.zone);
    return json::string{fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}",
        time.date.year,
        time.date.month,
        time.date.day,
        time.hour,
        time.minute,
        time.second,
        time.zone < 0 ? '-' : '+',
        zone / 60,
        zone % 60
    )};
}

void put_mailbox(json::object& object, const std::string& wire_name) {
    const std::string readable = wire::readable_mailbox(wire_name);
    object.emplace("mailbox", text(readable));
    if (readable != wire_name) {
        object.emplace("mailbox_wire", text(wire_name));
    }
}

void put_parsed(json::object& object, std::string_view extension) {
    /// A value as JSON takes many times its octets, and no extension has one of this size.
    constexpr std::size_t most_octets = 256 * 1024;
    if (extension.size() > most_octets) {
        return;
    }
    if (auto values = extension_values(extension); values && !values->empty()) {
        object.emplace("parsed", *std::move(values));
    }
}

json::object unknown(std::string_view name, std::string_view value) {
    json::object object{{"name", text(name)}, {"value", text(value)}};
    put_parsed(object, value);
    return object;
}

json::array pairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
    json::array array;
    for (const auto& [name, value] : pairs) {
        array.push_back(unknown(name, value));
    }
    return array;
}

} // namespace imap_read
