#pragma once

#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"
#include "ports/failure.hpp"
#include "ports/mail_store.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace cli {

// The pieces that several verbs' JSON has in common; app/cli/README.md has the schemas.
boost::json::array json_of(const domain::LabelSet& labels);
boost::json::object json_of(const ports::Transferred& bytes);
/// "2026-03-02T14:05:00Z".
boost::json::string json_of(domain::Timestamp time);
/// {"type": "failure", "kind", "sentence", "hint", "exit_code"}.
boost::json::object json_of(const ports::Failure& failure);

} // namespace cli
