#pragma once

#include "adapters/imap/wire/response.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace imap_read {

/// {"kind", "tag", "code", "data", "quirks"}: one response, every part of it taken apart.
boost::json::object to_json(const imap::wire::Response& response);

// The parts, one family a file.
boost::json::value code_json(const imap::wire::ResponseCode& code);
boost::json::object esearch_json(const imap::wire::ESearch& data);
boost::json::object fetch_json(const imap::wire::Fetch& fetch);
boost::json::object envelope_json(const imap::wire::Envelope& envelope);
boost::json::object body_json(const imap::wire::BodyPart& part);
boost::json::object section_json(std::string_view section);

} // namespace imap_read
