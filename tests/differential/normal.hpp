#pragma once

#include <string>
#include <vector>

namespace differential {

/// An answer without what two correct servers may do differently: texts for people, UIDVALIDITY and
/// MODSEQ values, the order of flags and of LIST lines, codes that only inform. One response a
/// line.
std::string normal(const std::vector<std::string>& responses, bool without_fetch = false);

} // namespace differential
