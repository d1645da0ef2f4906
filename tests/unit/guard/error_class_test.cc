#include "core/guard/error_class.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate::guard;

namespace {

std::string of(std::string_view text) {
  return std::string(to_string(class_of_text(text)));
}

}  // namespace

TEST_CASE("error classes by whole words") {
  for (const char* text :
       {"429", "HTTP 429", "HTTP/1.1 429 Too Many Requests", "Rate limit exceeded, retry later",
        "RateLimitError: slow down", "you are being throttled", "Error 429"})
    CHECK(of(text) == "rate_limit");
  for (const char* text : {"timeout", "TimeoutError: 30000ms exceeded", "the request timed out",
                           "504 Gateway Timeout", "context deadline exceeded", "ETIMEDOUT"})
    CHECK(of(text) == "timeout");
  for (const char* text : {"connect ECONNREFUSED 127.0.0.1:80", "ConnectionRefusedError", "socket hang up",
                           "getaddrinfo ENOTFOUND api.example.com", "connection_error", "network"})
    CHECK(of(text) == "network");
  for (const char* text :
       {"401 Unauthorized", "Bad credentials", "invalid API key", "auth", "status code 401"})
    CHECK(of(text) == "auth");
  for (const char* text : {"403 Forbidden", "EACCES: permission denied, open '/etc/shadow'", "permission",
                           "Access denied - path outside allowed directories"})
    CHECK(of(text) == "permission");
  for (const char* text : {"ENOENT: no such file or directory", "Not Found", "status: 404", "not_found"})
    CHECK(of(text) == "not_found");
  for (const char* text :
       {"Invalid arguments for tool x", "ValidationError: 2 problems", "400 Bad Request", "validation"})
    CHECK(of(text) == "validation");
  for (const char* text : {"500", "503", "502 Bad Gateway", "Internal server error", "5xx", "server_error"})
    CHECK(of(text) == "server_error");
}

TEST_CASE("words that merely look like an error class") {
  for (const char* text :
       {"GenerateError", "moderate failure", "at line 500: unexpected token", "found 404 matches, wanted 3",
        "Boom", "", "separate the rates", "connection pool is fine", "expected 429 rows"})
    CHECK(of(text) == "unknown");
}

TEST_CASE("no access to one thing is not a service that refuses") {
  CHECK(class_of_text("EACCES: permission denied") == ErrorClass::no_access);
  CHECK(class_of_text("403 Forbidden") == ErrorClass::permission);
}

TEST_CASE("errors of the protocol and of results") {
  CHECK(class_of_rpc(-32602, "whatever") == ErrorClass::validation);
  CHECK(class_of_rpc(-32601, "") == ErrorClass::not_found);
  CHECK(class_of_rpc(-32603, "Rate limit exceeded") == ErrorClass::rate_limit);
  CHECK(class_of_rpc(-32000, "oops") == ErrorClass::server_error);
  CHECK_FALSE(class_of_result(R"({"content":[{"type":"text","text":"429"}]})"));
  CHECK(class_of_result(R"({"content":[{"type":"text","text":"429"}],"isError":true})") ==
        ErrorClass::rate_limit);
  CHECK(class_of_result(R"({"content":[],"isError":true})") == ErrorClass::unknown);
}
