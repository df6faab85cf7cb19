#include "app/usecase/flight_log.hpp"

#include <utility>
#include <variant>

namespace usecase {

using ports::ConnectionEvent;
using What = ConnectionEvent::What;

void FlightLog::report(const ports::Event& event) {
    next_.report(event);
    const auto* const connection = std::get_if<ConnectionEvent>(&event);
    if (connection == nullptr) {
        return;
    }
    if (auto kept = keep(*connection); !kept && !std::exchange(failed_, true)) {
        next_.report(ports::Warning{
            "The connection's history is not kept: " + kept.error().sentence, kept.error().hint
        });
    }
}

ports::Result<void> FlightLog::keep(const ConnectionEvent& event) {
    const auto now = clock_.wall();
    switch (event.what) {
    case What::connected: {
        ports::Flight flight;
        flight.began = now;
        flight.came = event.came;
        flight.logins = event.logins;
        flight.proof = event.detail;
        if (const auto lost = std::exchange(lost_, std::nullopt)) {
            flight.blind = now - *lost;
        }
        return state_.flights().begin(flight);
    }
    case What::lost:
        lost_ = now;
        return state_.flights().end(now, event.detail);
    case What::closed:
        return state_.flights().end(now, {});
    case What::connecting:
    case What::waiting:
        break;
    }
    return {};
}

} // namespace usecase
