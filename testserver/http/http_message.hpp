#pragma once

#include "testserver/scenario/json_object.hpp"

#include <string>
#include <utility>
#include <vector>

namespace testserver {

/// A whole request, its target taken apart.
struct HttpRequest {
    std::string method; ///< "POST"
    std::string path;   ///< "/token"
    std::string query;  ///< Without the question mark.
    std::string content_type;
    std::string body;
    std::string host{};     ///< As the client calls the server, with its port.
    std::string origin{};   ///< The page that asks, where a browser does; else empty.
    bool keep_alive = true; ///< The client wants to ask more.
};

inline constexpr const char* json_type = "application/json; charset=utf-8";
inline constexpr const char* html_type = "text/html; charset=utf-8";

/// What is answered, before anything goes wrong with it.
struct HttpAnswer {
    unsigned status = 200;
    std::string content_type = json_type;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::vector<JsonMember> members; ///< Of the body, when it is an object that may be changed.
};

} // namespace testserver
