#include "testserver/http/answer_writer.hpp"

#include <boost/beast/http/status.hpp>
#include <zlib.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace testserver {
namespace {

constexpr std::size_t bomb_size = std::size_t{10} * 1024 * 1024; // O5

std::string gzipped(const std::string& text) {
    constexpr int gzip_window = 15 + 16; // zlib.h: 16 more for a gzip header.
    constexpr int memory_level = 8;
    z_stream stream{};
    if (deflateInit2(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY
        ) != Z_OK) {
        throw std::runtime_error{"zlib cannot begin"};
    }
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // NOLINT
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::string reason_of(unsigned status) {
    namespace http = boost::beast::http;
    const auto reason = http::obsolete_reason(http::int_to_status(status));
    return {reason.data(), reason.size()};
}

/// The body and how it is announced.
struct Payload {
    std::string body;
    std::string headers;
    std::size_t sent = 0; ///< Of the body: all, unless it is cut.
};

std::string length_header(std::size_t length) {
    return "Content-Length: " + std::to_string(length) + "\r\n";
}

Payload whole(std::string body, const std::string& more = {}) {
    const auto size = body.size();
    return {std::move(body), more + length_header(size), size};
}

/// A good chunk, and one whose size is no number (RFC 9112 7.1).
Payload bad_chunk(const std::string& body) {
    const auto half = body.size() / 2;
    std::string digits;
    for (auto left = half; left > 0; left /= 16) {
        digits.insert(digits.begin(), "0123456789abcdef"[left % 16]);
    }
    auto chunks = half == 0 ? "" : digits + "\r\n" + body.substr(0, half) + "\r\n";
    chunks += "no number\r\n" + body.substr(half) + "\r\n0\r\n\r\n";
    const auto size = chunks.size();
    return {std::move(chunks), "Transfer-Encoding: chunked\r\n", size};
}

Payload payload_of(const std::string& body, std::optional<HttpDamage> damage) {
    if (!damage) {
        return whole(body);
    }
    switch (*damage) {
    case HttpDamage::truncated:
        return {body, length_header(body.size()), body.size() / 2};
    case HttpDamage::short_length:
        return {body, length_header(body.size() / 2), body.size()};
    case HttpDamage::bad_chunk:
        return bad_chunk(body);
    case HttpDamage::gzip_bomb:
        return whole(gzipped(std::string(bomb_size, '\0')), "Content-Encoding: gzip\r\n");
    case HttpDamage::not_gzip:
        return whole(body, "Content-Encoding: gzip\r\n");
    case HttpDamage::byte_order_mark:
        return whole("\xEF\xBB\xBF" + body);
    }
    return whole(body);
}

void change_members(HttpAnswer& answer, const HttpChange& change) {
    for (const auto& name : change.remove) {
        std::erase_if(answer.members, [&name](const auto& each) { return each.name == name; });
    }
    for (const auto& wanted : change.set) {
        const auto found = std::ranges::find(answer.members, wanted.name, &JsonMember::name);
        if (found == answer.members.end()) {
            answer.members.push_back(wanted);
        } else {
            found->value = wanted.value;
        }
    }
    answer.body = json_object(answer.members);
}

} // namespace

HttpAnswer changed(HttpAnswer answer, const HttpChange& change) {
    if (change.replaces()) {
        answer.headers.clear();
        answer.members.clear();
        answer.status = change.status.value_or(200);
        answer.body = change.zeros > 0 ? std::string(change.zeros, '0') : change.body.value_or("");
        answer.content_type = json_type;
    }
    // Only an object that is one can be changed; a refusal or a page stays.
    if (!answer.members.empty() && !(change.set.empty() && change.remove.empty())) {
        change_members(answer, change);
    }
    answer.content_type = change.content_type.value_or(answer.content_type);
    answer.headers.insert(answer.headers.end(), change.headers.begin(), change.headers.end());
    return answer;
}

Steps written(const HttpAnswer& answer, std::optional<HttpDamage> damage, bool keep_alive) {
    auto payload = payload_of(answer.body, damage);
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) + ' ' +
                       reason_of(answer.status) + "\r\nContent-Type: " + answer.content_type +
                       "\r\n";
    for (const auto& [name, value] : answer.headers) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
    head += payload.headers + (keep_alive ? "" : "Connection: close\r\n") + "\r\n";
    Steps steps{step::Send{head + payload.body.substr(0, payload.sent)}};
    if (payload.sent < payload.body.size()) {
        steps.emplace_back(step::Close{Closing::fin});
    }
    return steps;
}

} // namespace testserver
