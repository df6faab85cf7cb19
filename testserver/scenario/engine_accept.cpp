#include "testserver/scenario/engine.hpp"

#include <algorithm>
#include <utility>

namespace testserver {
namespace {

/// Whether a client that verifies can have verified this.
bool verifiable(const Admission& admission) {
    return admission.certificate == CertificateKind::good ||
           admission.certificate == CertificateKind::renewed ||
           admission.certificate == CertificateKind::huge ||
           admission.certificate == CertificateKind::revoked;
}

/// A server that says a fatal alert says no more (RFC 8446 6.2).
void end_after_alert(Steps& steps) {
    const auto* fault = steps.empty() ? nullptr : std::get_if<TlsFault>(&steps.back());
    if (fault != nullptr && std::holds_alternative<tls_fault::Alert>(*fault)) {
        steps.emplace_back(step::Close{Closing::fin});
    }
}

/// Of the server's side of the handshake, at which a rule of the handshake acts.
std::uint64_t handshake_offset(const Trigger& on) {
    const auto* exact = on.raw_byte ? std::get_if<std::uint64_t>(&*on.raw_byte) : nullptr;
    if (exact != nullptr) {
        return *exact;
    }
    return on.phase == TriggerPhase::client_hello ? 0 : 1;
}

} // namespace

Admission Engine::on_accept(const ConnectionFacts& connection, Instant now) {
    auto& c = find(connection, now);
    note(RunEvent::What::accepted, connection.ordinal, {}, now);
    log('A', connection.ordinal, connection.peer, now);
    record_.open_at_once = std::max(record_.open_at_once, open_connections());
    auto admission = met(connection, c, false, now);
    c.unverifiable = !verifiable(admission);
    return admission;
}

Admission Engine::on_http_accept(const ConnectionFacts& connection, Instant now) {
    Connection seen; // Requests keep nothing of their connection.
    seen.last_byte = now;
    auto admission = met(connection, seen, true, now);
    if (!verifiable(admission)) {
        unverifiable_requests_.insert(connection.ordinal);
    }
    return admission;
}

/// What the rules of accept and handshake do to a new connection, and how it is met then.
Admission
Engine::met(const ConnectionFacts& facts, Connection& connection, bool oauth, Instant now) {
    Steps before;
    Admission at_handshake;
    for (std::size_t i = 0; i < scenario_.rules.size(); ++i) {
        const auto& on = scenario_.rules[i].on;
        if (on.swept_connections && on.oauth == oauth) {
            note_count(scenario_.rules[i], facts.ordinal);
        }
        const bool meets =
            occasions_[i] == Occasion::accept || occasions_[i] == Occasion::handshake;
        if (!meets || on.oauth != oauth || !may_fire(i, now) || !holds(on, facts, connection)) {
            continue;
        }
        const bool bare = occasions_[i] == Occasion::accept;
        const auto offset = handshake_offset(on);
        const std::string endpoint = oauth ? "endpoint = \"oauth\", " : "";
        const Spot spot{
            facts.ordinal,
            0,
            endpoint + (bare ? "phase = \"accept\"" : "raw_byte = " + std::to_string(offset)),
            now
        };
        if (matches_now(i, spot)) {
            auto reaction = react(i, spot, &connection);
            append(reaction.before, std::move(reaction.after));
            if (bare) {
                append(before, std::move(reaction.before));
                end_after_alert(before);
            } else {
                at_handshake.handshake_bytes = offset;
                append(at_handshake.at_handshake_byte, std::move(reaction.before));
                end_after_alert(at_handshake.at_handshake_byte);
            }
        }
    }
    auto admission = oauth ? oauth_standing_ : standing_;
    admission.before_handshake = std::move(before);
    admission.handshake_bytes = at_handshake.handshake_bytes;
    admission.at_handshake_byte = std::move(at_handshake.at_handshake_byte);
    return admission;
}

} // namespace testserver
