#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace testserver {

/// Which messages of a folder are meant.
struct MessageChoice {
    enum class From : unsigned char { oldest, newest, all, uid };

    From from = From::all;
    std::uint64_t number = 0; ///< How many; with `uid` which one.
};

/// Takes out of messages in UID order all that are not meant.
template <typename Message, typename UidOf>
void keep_chosen(std::vector<Message>& messages, const MessageChoice& choice, UidOf uid_of) {
    const auto number = std::min<std::uint64_t>(choice.number, messages.size());
    switch (choice.from) {
    case MessageChoice::From::all:
        break;
    case MessageChoice::From::oldest:
        messages.resize(number);
        break;
    case MessageChoice::From::newest:
        messages.erase(messages.begin(), messages.end() - static_cast<std::ptrdiff_t>(number));
        break;
    case MessageChoice::From::uid:
        std::erase_if(messages, [&](const Message& each) { return uid_of(each) != choice.number; });
        break;
    }
}

} // namespace testserver
