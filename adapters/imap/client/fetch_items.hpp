#pragma once

#include "adapters/imap/client/dialect.hpp"
#include "adapters/imap/wire/client_command.hpp"
#include "ports/mail_store.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imap::client {

/// What a page is asked for first: everything but the text.
std::vector<wire::client::FetchItem>
items_of(const Dialect& dialect, const ports::FetchRequest& request);

/// A piece of the text in the section of that number, "1.2" for instance.
wire::client::FetchItem
text_item(const std::string& section, std::uint64_t from, std::uint64_t count);

/// Whether a section that the server names is the header that `items_of` asks for.
bool is_header(std::string_view section);

} // namespace imap::client
