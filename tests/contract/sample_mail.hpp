#pragma once

#include "ports/message_cache.hpp"

#include <string>
#include <utility>

namespace contract {

inline constexpr domain::Timestamp morning{std::chrono::seconds{1'760'000'000}};

inline domain::LabelSet labels(std::initializer_list<const char*> names) {
    domain::LabelSet set;
    for (const auto* name : names) {
        set.insert({name});
    }
    return set;
}

inline domain::Headers sample_headers() {
    domain::Headers headers;
    headers.fields = {{"Delivered-To", "me@mail.example"}, {"Bcc", "Zoë <zoe@mail.example>"}};
    headers.from = {{"Zoë's Shop", "orders", "shop.example"}};
    headers.to = {{"", "me", "mail.example"}, {"You", "you", "mail.example"}};
    headers.cc = {{"broken", "no host", ""}};
    headers.subject = "Your receipt № 7";
    headers.list_id = "orders.shop.example";
    headers.message_id = "7@shop.example";
    headers.references = {"5@shop.example", "6@shop.example"};
    return headers;
}

inline domain::Structure sample_structure() {
    return {
        {{"1", "text/plain", "utf-8", "quoted-printable", "", false, {812}},
         {"2", "application/pdf", "", "base64", "receipt 7.pdf", true, {90'000}}}
    };
}

/// A message of which everything is known, its text included.
inline domain::Message sample_message(unsigned number) {
    domain::Message message;
    message.id = {"gm:" + std::to_string(1000 + number)};
    message.thread = {"gm:" + std::to_string(500 + number / 2)};
    message.received = morning + std::chrono::minutes{number};
    message.size = {4096 + number};
    message.labels = labels({"\\Inbox", "Receipts"});
    message.flags = {.seen = true, .answered = false, .draft = false};
    message.headers = sample_headers();
    message.structure = sample_structure();
    message.text = domain::Text{"Thank you for your order.", {"https://shop.example/7"}, true};
    return message;
}

/// As a use case hands it to the cache: without the text.
inline ports::CachedMessage sample_cached(unsigned number) {
    ports::CachedMessage cached{"All Mail", {number}, sample_message(number), {}};
    cached.message.text.reset();
    cached.features = std::string{"\x01\x00\xff", 3} + std::to_string(number);
    return cached;
}

inline bool same(const ports::CachedMessage& left, const ports::CachedMessage& right) {
    return left.folder == right.folder && left.uid == right.uid && left.message == right.message &&
           left.features == right.features;
}

} // namespace contract
