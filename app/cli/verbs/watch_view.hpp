#pragma once

#include "app/usecase/watch.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace cli {

/// One line for people.
std::string text_of(const usecase::WatchNews& news, domain::Timestamp now);
std::string text_of(const usecase::WatchReport& report);

/// One object; `event` says which.
boost::json::object json_of(const usecase::WatchNews& news, domain::Timestamp now);
boost::json::object json_of(const usecase::WatchReport& report, domain::Timestamp now);
boost::json::object
watch_event(std::string_view event, domain::Timestamp now, boost::json::object of_it = {});

} // namespace cli
