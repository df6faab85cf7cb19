#include "adapters/imap/session/command_kind.hpp"

#include <variant>

namespace imap::session {

namespace {

namespace client = wire::client;

Kind kind_of_verb(client::Verb verb) {
    switch (verb) {
    case client::Verb::capability:
    case client::Verb::noop:
    case client::Verb::namespaces:
        return Kind::query;
    case client::Verb::logout:
        return Kind::logout;
    case client::Verb::idle:
        return Kind::idle;
    case client::Verb::unselect:
        return Kind::unselect;
    case client::Verb::compress:
        return Kind::compress;
    }
    return Kind::query;
}

struct KindOf {
    Kind operator()(const client::Plain& plain) const { return kind_of_verb(plain.verb); }

    Kind operator()(const client::Login& /*command*/) const { return Kind::authenticate; }

    Kind operator()(const client::Authenticate& /*command*/) const { return Kind::authenticate; }

    Kind operator()(const client::Enable& /*command*/) const { return Kind::enable; }

    Kind operator()(const client::Examine& /*command*/) const { return Kind::select; }

    Kind operator()(const client::Select& /*command*/) const { return Kind::select; }

    Kind operator()(const client::CloseExamined& /*command*/) const { return Kind::unselect; }

    Kind operator()(const client::Create& /*command*/) const { return Kind::change; }

    Kind operator()(const client::StoreLabels& /*command*/) const { return Kind::change; }

    Kind operator()(const client::StoreFlags& /*command*/) const { return Kind::change; }

    Kind operator()(const client::UidMove& /*command*/) const { return Kind::change; }

    Kind operator()(const client::Id& /*command*/) const { return Kind::query; }

    Kind operator()(const client::List& /*command*/) const { return Kind::query; }

    Kind operator()(const client::Status& /*command*/) const { return Kind::query; }

    Kind operator()(const client::UidSearch& /*command*/) const { return Kind::query; }

    Kind operator()(const client::UidFetch& /*command*/) const { return Kind::query; }

    Kind operator()(const client::GetQuotaRoot& /*command*/) const { return Kind::query; }
};

} // namespace

Kind kind_of(const client::ClientCommand& command) {
    return std::visit(KindOf{}, command);
}

KindTraits traits_of(Kind kind) {
    constexpr KindTraits barrier{
        .waits_for_earlier = true, .holds_later = true, .when_lost = Fate::safe_to_resend
    };
    switch (kind) {
    case Kind::query:
        return {};
    case Kind::change:
        return {.when_lost = Fate::outcome_unknown};
    case Kind::unselect: // Nothing but LOGOUT goes behind it, and may go at once.
        return {.waits_for_earlier = true};
    case Kind::select:       // What an untagged FETCH is about depends on it.
    case Kind::authenticate: // A "+" is its challenge; capabilities change with it.
    case Kind::enable:       // Decides how names are written.
    case Kind::compress:     // The next byte of either side is deflated.
    case Kind::idle:         // Only DONE may follow.
        return barrier;
    case Kind::logout: // Gets a hanging connection closed, so it waits for nobody.
        return {.holds_later = true};
    }
    return barrier;
}

} // namespace imap::session
