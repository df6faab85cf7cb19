#include "testserver/protocol/handlers.hpp"
#include "testserver/protocol/list_pattern.hpp"
#include "testserver/protocol/status_items.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace testserver {
namespace {

using wire::ListKind;

/// A name that LIST may show: a folder, a subscription without one, or a level that only has
/// children.
struct Listed {
    std::string name;
    std::shared_ptr<Folder> folder;
    bool subscribed = false;
    bool subscribed_below = false;
};

bool wants(const std::vector<std::string>& options, std::string_view option) {
    return std::ranges::find(options, option) != options.end();
}

std::string_view use_attribute(SpecialUse use, ListKind kind) {
    const bool old = kind == ListKind::xlist; // GMAIL-IMAP 5: other names in XLIST.
    switch (use) {
    case SpecialUse::none:
        return {};
    case SpecialUse::all:
        return old ? "\\AllMail" : "\\All";
    case SpecialUse::drafts:
        return "\\Drafts";
    case SpecialUse::flagged:
        return old ? "\\Starred" : "\\Flagged";
    case SpecialUse::important:
        return "\\Important";
    case SpecialUse::junk:
        return old ? "\\Spam" : "\\Junk";
    case SpecialUse::sent:
        return "\\Sent";
    case SpecialUse::trash:
        return "\\Trash";
    }
    return {};
}

/// One LIST, LSUB or XLIST command at work.
class Listing {
public:
    Listing(Conversation& c, const wire::command::List& command) : c_(c), command_(command) {
        collect();
    }

    void say() {
        for (const auto& [name, row] : rows_) {
            if (matches(name) && selected(row)) {
                c_.untagged(response(row), quoted_style);
                if (!command_.status_items.empty() && row.folder && row.folder->selectable()) {
                    c_.untagged(status_of(c_, *row.folder, command_.status_items), quoted_style);
                }
            }
        }
    }

private:
    struct InboxFirst {
        bool operator()(const std::string& left, const std::string& right) const {
            return right != "INBOX" && (left == "INBOX" || left < right);
        }
    };

    void collect() {
        for (const auto& folder : c_.account().folders()) {
            if (c_.account().is_hidden(*folder)) {
                continue;
            }
            rows_[folder->name()] = {folder->name(), folder, c_.is_gmail(), false};
        }
        for (const auto& name : c_.account().subscriptions) {
            rows_.try_emplace(name, Listed{name, nullptr, false, false}).first->second.subscribed =
                true;
        }
        for (const auto& [name, row] : std::map{rows_}) {
            for (auto slash = name.rfind('/'); slash != std::string::npos && slash > 0;
                 slash = name.rfind('/', slash - 1)) {
                const auto above = name.substr(0, slash);
                parents_.insert(above);
                auto& parent =
                    rows_.try_emplace(above, Listed{above, nullptr, false, false}).first->second;
                parent.subscribed_below =
                    parent.subscribed_below || (row.subscribed && speaks_for_parents(name));
            }
        }
    }

    /// RFC 5258 3.5: RECURSIVEMATCH tells of what no pattern shows by itself.
    [[nodiscard]] bool speaks_for_parents(const std::string& name) const {
        return command_.kind == ListKind::lsub || !matches(name);
    }

    [[nodiscard]] bool matches(const std::string& name) const {
        const auto wire_name = c_.name_to_wire(name);
        return std::ranges::any_of(command_.patterns, [&](const std::string& pattern) {
            return list_matches(command_.reference + pattern, wire_name);
        });
    }

    [[nodiscard]] bool selected(const Listed& row) const {
        const bool only_subscribed =
            command_.kind == ListKind::lsub || wants(command_.selection, "SUBSCRIBED");
        // LSUB "%" shows a parent of what is subscribed (RFC 3501 6.3.9).
        const bool shows_parents = command_.kind == ListKind::lsub
                                       ? ends_in_percent()
                                       : wants(command_.selection, "RECURSIVEMATCH");
        if (only_subscribed && !row.subscribed && !(row.subscribed_below && shows_parents)) {
            return false;
        }
        if (wants(command_.selection, "SPECIAL-USE") &&
            (!row.folder || row.folder->use() == SpecialUse::none)) {
            return false;
        }
        return row.folder || only_subscribed || (ends_in_percent() && parents_.contains(row.name));
    }

    /// RFC 3501 6.3.8: only a trailing "%" shows levels that are no mailbox themselves.
    [[nodiscard]] bool ends_in_percent() const {
        return std::ranges::any_of(command_.patterns, [](const std::string& pattern) {
            return pattern.ends_with('%');
        });
    }

    [[nodiscard]] wire::List response(const Listed& row) const {
        wire::List list;
        list.kind = command_.kind;
        list.delimiter = '/';
        list.mailbox = c_.name_to_wire(row.name);
        auto& attributes = list.attributes;
        if (tells_children()) {
            attributes.emplace_back(
                parents_.contains(row.name) ? "\\HasChildren" : "\\HasNoChildren"
            );
        }
        if (!row.folder && command_.extended) {
            attributes.emplace_back("\\NonExistent");
        } else if (is_no_mailbox(row)) {
            attributes.emplace_back("\\Noselect");
        }
        if (const auto use =
                row.folder ? use_attribute(row.folder->use(), command_.kind) : std::string_view{};
            !use.empty()) {
            attributes.emplace_back(use);
        }
        if (command_.kind == ListKind::xlist && row.name == "INBOX") {
            attributes.emplace_back("\\Inbox");
            list.mailbox = "Inbox"; // Shown so, and not to be selected by that name.
        }
        if (row.subscribed &&
            (wants(command_.returned, "SUBSCRIBED") || wants(command_.selection, "SUBSCRIBED"))) {
            attributes.emplace_back("\\Subscribed");
        }
        std::ranges::sort(attributes); // GMAIL-IMAP 5: in alphabetical order.
        if (row.subscribed_below && wants(command_.selection, "RECURSIVEMATCH")) {
            list.child_info = {"SUBSCRIBED"};
        }
        return list;
    }

    /// RFC 5258 4: an extended LIST tells them when asked; Gmail always does.
    [[nodiscard]] bool tells_children() const {
        const bool plain_list = command_.kind == ListKind::list && !command_.extended;
        return c_.is_gmail() || plain_list || wants(command_.returned, "CHILDREN");
    }

    /// LSUB names what is subscribed, whether it is there or not (RFC 3501 6.3.9).
    [[nodiscard]] bool is_no_mailbox(const Listed& row) const {
        const bool is_selectable = row.folder && row.folder->selectable();
        return command_.kind == ListKind::lsub && !c_.is_gmail() ? !row.subscribed : !is_selectable;
    }

    Conversation& c_;
    const wire::command::List& command_;
    std::map<std::string, Listed, InboxFirst> rows_;
    std::set<std::string> parents_;
};

/// RFC 5258 3: an option that nobody knows is BAD, and so is RECURSIVEMATCH with nothing to match.
bool knows_options(const Conversation& c, const wire::command::List& command) {
    static const std::set<std::string, std::less<>> selection{
        "SUBSCRIBED", "REMOTE", "RECURSIVEMATCH", "SPECIAL-USE"
    };
    static const std::set<std::string, std::less<>> returned{
        "SUBSCRIBED", "CHILDREN", "SPECIAL-USE"
    };
    const auto unknown = [](const auto& options, const auto& known) {
        return std::ranges::any_of(options, [&](const std::string& option) {
            return !known.contains(option);
        });
    };
    const bool matches_nothing = wants(command.selection, "RECURSIVEMATCH") &&
                                 !wants(command.selection, "SUBSCRIBED") &&
                                 !wants(command.selection, "SPECIAL-USE");
    return std::ranges::all_of(command.status_items, is_status_item) &&
           (c.is_gmail() || !(unknown(command.selection, selection) ||
                              unknown(command.returned, returned) || matches_nothing));
}

} // namespace

void run(Conversation& c, Tag tag, const wire::command::List& command) {
    if (!knows_options(c, command)) {
        c.bad(tag, c.words.bad_syntax("unknown LIST option"));
        return;
    }
    const bool asks_delimiter = command.patterns.size() == 1 && command.patterns.front().empty();
    if (asks_delimiter && !command.extended) {
        // GMAIL-IMAP 1.5: Gmail names the root "/".
        const std::string root = c.is_gmail() ? "/" : "";
        c.untagged(wire::List{command.kind, {"\\Noselect"}, '/', root, {}, {}, {}}, quoted_style);
    } else {
        Listing{c, command}.say();
    }
    c.complete(tag);
}

} // namespace testserver
