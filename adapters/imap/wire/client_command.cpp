#include "adapters/imap/wire/client_command.hpp"

#include "adapters/imap/wire/characters.hpp"

#include <algorithm>
#include <array>

namespace imap::wire::client {

namespace {

/// The usual names of Trash and Spam: they stand in for the attribute where a server has none.
constexpr std::array<std::string_view, 11> deadly_names{
    "BIN",
    "BULK",
    "BULK MAIL",
    "DELETED",
    "DELETED ITEMS",
    "DELETED MESSAGES",
    "JUNK",
    "JUNK E-MAIL",
    "JUNK EMAIL",
    "SPAM",
    "TRASH",
};

std::string_view last_level(const wire::List& listed) {
    const std::string_view name = listed.mailbox;
    const std::size_t delimiter =
        listed.delimiter ? name.rfind(*listed.delimiter) : std::string_view::npos;
    return delimiter == std::string_view::npos ? name : name.substr(delimiter + 1);
}

bool is_deadly(const wire::List& listed) {
    const std::string_view name = last_level(listed);
    return listed.has_attribute("\\Trash") || listed.has_attribute("\\Junk") ||
           listed.has_attribute("\\Spam") ||
           std::ranges::any_of(deadly_names, [&](auto one) { return same_word(name, one); });
}

} // namespace

std::optional<Destination> Destination::from(const wire::List& listed) {
    const bool closed = listed.has_attribute("\\Noselect") || listed.has_attribute("\\NonExistent");
    if (closed || listed.mailbox.empty() || is_deadly(listed)) {
        return std::nullopt;
    }
    return Destination{listed.mailbox};
}

} // namespace imap::wire::client
