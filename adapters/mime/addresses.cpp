#include "adapters/mime/addresses.hpp"

#include "adapters/mime/charset.hpp"
#include "adapters/mime/header_words.hpp"
#include "adapters/mime/library.hpp"
#include "adapters/mime/limits.hpp"
#include "adapters/mime/plain_addresses.hpp"
#include "domain/mail/ascii.hpp"

#include <gmime/internet-address.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace mime {

namespace {

std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string{} : on_one_line(repaired_utf8(text));
}

domain::Address split(std::string display_name, const std::string& address) {
    const std::size_t at = address.rfind('@');
    if (at == std::string::npos) {
        return {std::move(display_name), address, {}};
    }
    return {
        std::move(display_name),
        address.substr(0, at),
        domain::ascii_lowered(address.substr(at + 1))
    };
}

void flatten(std::vector<domain::Address>& addresses, InternetAddressList* list) {
    const int count = internet_address_list_length(list);
    for (int i = 0; i < count && addresses.size() < max_addresses; ++i) {
        InternetAddress* const one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(one)) {
            flatten(addresses, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)));
            continue;
        }
        const char* const text = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
        addresses.push_back(
            split(text_or_empty(internet_address_get_name(one)), text_or_empty(text))
        );
    }
}

std::string_view with_few_colons(std::string_view field) {
    std::size_t colons = 0;
    const auto* const end = std::ranges::find_if(field, [&colons](char c) {
        return c == ':' && ++colons > max_colons_in_addresses;
    });
    return field.substr(0, static_cast<std::size_t>(end - field.begin()));
}

} // namespace

void append_any_addresses(std::vector<domain::Address>& addresses, const std::string& field) {
    const std::string bounded{with_few_colons(field)};
    const Owned<InternetAddressList> list{internet_address_list_parse(tolerant(), bounded.c_str())};
    if (list) {
        flatten(addresses, list.get());
    }
}

void append_addresses(std::vector<domain::Address>& addresses, const std::string& field) {
    if (!append_plain_addresses(addresses, field)) {
        append_any_addresses(addresses, field);
    }
}

} // namespace mime
