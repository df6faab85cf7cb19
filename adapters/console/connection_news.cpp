#include "adapters/console/connection_news.hpp"

#include "adapters/console/visible.hpp"
#include "ports/amounts.hpp"

#include <chrono>

namespace console {

namespace {

using What = ports::ConnectionEvent::What;

std::string headline(const ports::ConnectionEvent& event) {
    switch (event.what) {
    case What::connecting:
        return "connecting";
    case What::connected:
        return "connected";
    case What::lost:
        return "connection lost";
    case What::waiting:
        return "again in " + ports::duration(std::chrono::ceil<std::chrono::seconds>(event.wait));
    case What::closed:
        return "connection closed";
    }
    return {};
}

} // namespace

std::string connection_news(const ports::ConnectionEvent& event) {
    const std::string detail = harmless(event.detail);
    return detail.empty() ? headline(event) : headline(event) + ": " + detail;
}

std::string_view name(What what) {
    switch (what) {
    case What::connecting:
        return "connecting";
    case What::connected:
        return "connected";
    case What::lost:
        return "lost";
    case What::waiting:
        return "waiting";
    case What::closed:
        return "closed";
    }
    return {};
}

} // namespace console
