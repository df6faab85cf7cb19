#pragma once

#include "testserver/mailbox/account.hpp"

#include <string>

namespace testserver::test {

inline NewMessage mail(const std::string& subject, domain::LabelSet labels = {}) {
    return {
        "Message-ID: <" + subject + "@example.org>\r\nSubject: " + subject + "\r\n\r\nHello.\r\n",
        domain::Timestamp{std::chrono::seconds{1'700'000'000}},
        {},
        std::move(labels),
    };
}

inline std::vector<std::string> subjects(const Folder& folder) {
    std::vector<std::string> found;
    for (const auto& entry : folder.entries()) {
        const auto& raw = *entry.message->raw;
        const auto start = raw.find("Subject: ") + 9;
        found.push_back(raw.substr(start, raw.find('\r', start) - start));
    }
    return found;
}

} // namespace testserver::test
