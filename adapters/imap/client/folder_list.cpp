#include "adapters/imap/client/folder_list.hpp"

#include "domain/mail/ascii.hpp"

#include <array>
#include <string_view>

namespace imap::client {

using ports::FolderRole;

namespace {

struct RoleRow {
    std::string_view attribute;
    FolderRole role;
};

constexpr std::array roles{
    RoleRow{"\\All", FolderRole::all},
    RoleRow{"\\Drafts", FolderRole::drafts},
    RoleRow{"\\Important", FolderRole::important},
    RoleRow{"\\Junk", FolderRole::junk},
    RoleRow{"\\Sent", FolderRole::sent},
    RoleRow{"\\Flagged", FolderRole::starred},
    RoleRow{"\\Trash", FolderRole::trash},
};

FolderRole role_of(const wire::List& listed) {
    for (const auto& [attribute, role] : roles) {
        if (listed.has_attribute(attribute)) {
            return role;
        }
    }
    return domain::equal_ignoring_case(listed.mailbox, "INBOX") ? FolderRole::inbox
                                                                : FolderRole::none;
}

} // namespace

ports::Folder folder_of(const wire::List& listed, const Dialect& dialect) {
    return {
        .name = dialect.from_wire(listed.mailbox),
        .role = role_of(listed),
        .selectable = !listed.has_attribute("\\Noselect") && !listed.has_attribute("\\NonExistent")
    };
}

} // namespace imap::client
