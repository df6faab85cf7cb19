#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace testserver {

/// Finds the conversation of a new mail (X-GM-THRID): by the Message-IDs it refers to, else by the
/// subject when it says that it answers.
class Threads {
public:
    /// `id` becomes the thread's own number when the mail starts one.
    std::uint64_t assign(std::string_view header, std::uint64_t id);

private:
    std::unordered_map<std::string, std::uint64_t> by_message_id_;
    std::unordered_map<std::string, std::uint64_t> by_subject_;
};

} // namespace testserver
