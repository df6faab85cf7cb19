#pragma once

#include "domain/rules/evaluate.hpp"

#include <span>

namespace domain::rules {

/// Whether one of the people is whom the value means. `me` is unknown while nobody said who that
/// is.
Truth match_people(
    const Person& wanted, std::span<const Address> people, const QueryContext& context
);

/// The mailbox that Gmail delivers to: without "+tag", and at gmail.com without dots.
std::string delivered_mailbox(const Address& address);

} // namespace domain::rules
