#include "adapters/imap/wire/search.hpp"

#include "adapters/imap/wire/search_names.hpp"

namespace imap::wire {

std::string_view name_of(SearchOp op) {
    for (const SearchName& row : search_names) {
        if (row.op == op) {
            return row.name;
        }
    }
    return {};
}

} // namespace imap::wire
