#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace differential {

/// Mail with what MIME, headers and dates can hold; each is appended to both servers first.
std::vector<std::string> mails();

/// Typed by hand: each corner of RFC 3501 and of the extensions that both servers have.
std::vector<std::string> hand_written();

/// The same, area by area: every section of every mail, every form of a set, what is nearly right.
std::vector<std::string> more_written();

/// Random commands over the folders and messages that the hand-written ones leave behind.
std::vector<std::string> generated(std::uint64_t seed, std::size_t count);

} // namespace differential
