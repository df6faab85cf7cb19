#pragma once

#include "testserver/mailbox/seeds/random.hpp"

#include <string>
#include <string_view>

namespace testserver::seeds {

/// Fills the {slots} of a text: {name} {city} {product} {amount} {number} {day} {month} {project}
/// {host} {percent} {time} {topic}. A slot that is not known stays as it is.
std::string fill(std::string_view text, Random& random);

} // namespace testserver::seeds
