#include "domain/rules/match_people.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/rules/header_addresses.hpp"
#include "domain/rules/words.hpp"

#include <algorithm>

namespace domain::rules {

namespace {

std::string lowered(const Address& address) {
    return ascii_lowered(address.text());
}

bool is_in(const AddressBook& book, const Address& address) {
    return book.contains(lowered(address));
}

bool is_mine(const AddressBook& own, const Address& address) {
    const std::string mailbox = delivered_mailbox(address);
    return is_in(own, address) || std::ranges::any_of(own, [&mailbox](const std::string& mine) {
               const auto parsed = header_addresses(mine);
               return !parsed.empty() && delivered_mailbox(parsed.front()) == mailbox;
           });
}

bool is_below(std::string_view host, std::string_view domain) {
    if (host.size() <= domain.size()) {
        return false;
    }
    const std::size_t start = host.size() - domain.size();
    return host[start - 1] == '.' && equal_ignoring_case(host.substr(start), domain);
}

bool matches_dotted(const Address& address, std::string_view text) {
    return equal_ignoring_case(address.host, text) || is_below(address.host, text) ||
           equal_ignoring_case(address.local_part, text);
}

bool matches_words(const Address& address, std::string_view words) {
    return spaced_words(address.display_name).find(words) != std::string::npos ||
           spaced_words(address.text()).find(words) != std::string::npos;
}

bool matches(const Person& wanted, const Address& address, const QueryContext& context) {
    switch (wanted.kind) {
    case Person::Kind::me:
        return is_mine(context.own, address);
    case Person::Kind::address:
        return lowered(address) == wanted.text;
    case Person::Kind::host:
        return equal_ignoring_case(address.host, wanted.text);
    case Person::Kind::dotted:
        return matches_dotted(address, wanted.text);
    case Person::Kind::words:
        return matches_words(address, wanted.text);
    case Person::Kind::contacts:
        return is_in(context.contacts, address);
    case Person::Kind::replied_to:
        return is_in(context.replied_to, address);
    }
    return false;
}

} // namespace

Truth match_people(
    const Person& wanted, std::span<const Address> people, const QueryContext& context
) {
    if (wanted.kind == Person::Kind::me && context.own.empty()) {
        return Truth::unknown;
    }
    return truth(std::ranges::any_of(people, [&](const Address& address) {
        return matches(wanted, address, context);
    }));
}

std::string delivered_mailbox(const Address& address) {
    std::string local = ascii_lowered(address.local_part);
    std::string host = ascii_lowered(address.host);
    local = local.substr(0, local.find('+'));
    if (host == "googlemail.com") {
        host = "gmail.com";
    }
    if (host == "gmail.com") {
        std::erase(local, '.');
    }
    return local + '@' + host;
}

} // namespace domain::rules
