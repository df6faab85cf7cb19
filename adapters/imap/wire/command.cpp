#include "adapters/imap/wire/command.hpp"

#include <string_view>

namespace imap::wire::command {

namespace {

constexpr std::string_view word_of(Verb verb) {
    switch (verb) {
    case Verb::capability:
        return "CAPABILITY";
    case Verb::noop:
        return "NOOP";
    case Verb::logout:
        return "LOGOUT";
    case Verb::starttls:
        return "STARTTLS";
    case Verb::check:
        return "CHECK";
    case Verb::close:
        return "CLOSE";
    case Verb::unselect:
        return "UNSELECT";
    case Verb::idle:
        return "IDLE";
    case Verb::done:
        return "DONE";
    case Verb::namespaces:
        return "NAMESPACE";
    case Verb::unauthenticate:
        return "UNAUTHENTICATE";
    }
    return {};
}

constexpr std::string_view word_of(MailboxVerb verb) {
    switch (verb) {
    case MailboxVerb::create:
        return "CREATE";
    case MailboxVerb::remove:
        return "DELETE";
    case MailboxVerb::subscribe:
        return "SUBSCRIBE";
    case MailboxVerb::unsubscribe:
        return "UNSUBSCRIBE";
    }
    return {};
}

constexpr std::string_view word_of(ListKind kind) {
    switch (kind) {
    case ListKind::list:
        return "LIST";
    case ListKind::lsub:
        return "LSUB";
    case ListKind::xlist:
        return "XLIST";
    }
    return {};
}

constexpr std::string_view word_of(QuotaVerb verb) {
    switch (verb) {
    case QuotaVerb::root_of_mailbox:
        return "GETQUOTAROOT";
    case QuotaVerb::quota:
        return "GETQUOTA";
    case QuotaVerb::set:
        return "SETQUOTA";
    }
    return {};
}

struct NameOfBody {
    std::string operator()(const Plain& plain) const { return std::string{word_of(plain.verb)}; }

    std::string operator()(const Login& /*c*/) const { return "LOGIN"; }

    std::string operator()(const Authenticate& /*c*/) const { return "AUTHENTICATE"; }

    std::string operator()(const Select& select) const {
        return select.examine ? "EXAMINE" : "SELECT";
    }

    std::string operator()(const MailboxChange& change) const {
        return std::string{word_of(change.verb)};
    }

    std::string operator()(const Rename& /*c*/) const { return "RENAME"; }

    std::string operator()(const List& list) const { return std::string{word_of(list.kind)}; }

    std::string operator()(const Status& /*c*/) const { return "STATUS"; }

    std::string operator()(const Append& /*c*/) const { return "APPEND"; }

    std::string operator()(const Search& search) const { return by_uid(search.uid, "SEARCH"); }

    std::string operator()(const Fetch& fetch) const { return by_uid(fetch.uid, "FETCH"); }

    std::string operator()(const Store& store) const { return by_uid(store.uid, "STORE"); }

    std::string operator()(const Copy& copy) const {
        return by_uid(copy.uid, copy.move ? "MOVE" : "COPY");
    }

    std::string operator()(const Expunge& expunge) const {
        return by_uid(expunge.uids.has_value(), "EXPUNGE");
    }

    std::string operator()(const Id& /*c*/) const { return "ID"; }

    std::string operator()(const Enable& /*c*/) const { return "ENABLE"; }

    std::string operator()(const Compress& /*c*/) const { return "COMPRESS"; }

    std::string operator()(const Quota& quota) const { return std::string{word_of(quota.verb)}; }

    std::string operator()(const Unknown& unknown) const { return unknown.verb; }

private:
    static std::string by_uid(bool uid, std::string_view verb) {
        return std::string{uid ? "UID " : ""}.append(verb);
    }
};

} // namespace

std::string name_of(const Body& body) {
    return std::visit(NameOfBody{}, body);
}

} // namespace imap::wire::command
