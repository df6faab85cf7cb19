#include "adapters/imap/client/fetch_items.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/mail/hop_fields.hpp"

#include <optional>
#include <utility>

namespace imap::client {

using wire::client::FetchItem;

namespace {

/// Of a header block; longer ones exist only to hurt.
constexpr std::uint64_t header_octets = std::uint64_t{128} * 1024;

FetchItem named(FetchItem::Name name) {
    FetchItem item;
    item.name = name;
    return item;
}

std::optional<wire::Section> part_section(const std::string& section) {
    wire::Section parsed;
    std::uint32_t number = 0;
    for (const char c : section + '.') {
        if (c == '.') {
            parsed.part.push_back(std::exchange(number, 0));
        } else {
            number = number * 10 + static_cast<std::uint32_t>(c - '0');
        }
    }
    return parsed;
}

/// The header block but for the fields that nobody reads.
FetchItem header_item() {
    FetchItem item = named(FetchItem::Name::content);
    item.section.text = wire::SectionText::header_fields_not;
    item.section.fields.assign(domain::hop_fields.begin(), domain::hop_fields.end());
    item.partial = {0, header_octets};
    return item;
}

} // namespace

/// Servers echo the list of fields in a spelling of their own, and may give more than was asked
/// for.
bool is_header(std::string_view section) {
    return domain::equal_ignoring_case(section.substr(0, section.find(' ')), "HEADER.FIELDS.NOT") ||
           domain::equal_ignoring_case(section, "HEADER");
}

std::vector<FetchItem> items_of(const Dialect& dialect, const ports::FetchRequest& request) {
    std::vector<FetchItem> items = dialect.identity_items();
    if (request.headers || request.text.count > 0) {
        items.push_back(named(FetchItem::Name::body_structure));
    }
    if (request.headers) {
        items.push_back(header_item());
    }
    return items;
}

FetchItem text_item(const std::string& section, std::uint64_t from, std::uint64_t count) {
    FetchItem item = named(FetchItem::Name::content);
    item.section = part_section(section).value_or(wire::Section{});
    item.partial = {from, count};
    return item;
}

} // namespace imap::client
