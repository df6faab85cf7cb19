#include "app/usecase/address_books.hpp"

#include "domain/mail/ascii.hpp"
#include "domain/mail/label_edit.hpp"

#include <vector>

namespace usecase {

namespace {

void insert_all(const std::vector<domain::Address>& addresses, domain::rules::AddressBook& book) {
    for (const auto& address : addresses) {
        book.insert(domain::ascii_lowered(address.text()));
    }
}

void take(const domain::Headers& headers, domain::rules::QueryContext& context) {
    insert_all(headers.to, context.contacts);
    insert_all(headers.cc, context.contacts);
    if (!headers.references.empty()) {
        insert_all(headers.to, context.replied_to);
    }
}

} // namespace

ports::Result<void> fill_address_books(const World& world, domain::rules::QueryContext& context) {
    return world.state.messages().for_each(
        ports::Order::newest_first,
        [&](const ports::CachedMessage& cached) -> ports::Result<void> {
            if (world.stop.stop_requested()) {
                return interrupted();
            }
            const auto& message = cached.message;
            if (message.headers && domain::has_label(message.labels, domain::sent)) {
                take(*message.headers, context);
            }
            return {};
        }
    );
}

} // namespace usecase
