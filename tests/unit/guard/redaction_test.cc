#include "core/guard/redaction.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using callgate::guard::redacted;
using callgate::guard::redacted_json;

TEST_CASE("redaction: secrets in prose, and nothing else") {
  CHECK(redacted("see sk-abcdefghijklmnopqrstuvwxyz") == "see [REDACTED]");
  CHECK(redacted("mkdir -p /a/b") == "mkdir -p /a/b");
  CHECK(redacted("") == "");
  CHECK(redacted("postgres://ada:hunter2@db/x is down") == "postgres://ada:[REDACTED]@db/x is down");
}

TEST_CASE("redaction: whatever stands under a secret's name, and secrets anywhere") {
  CHECK(redacted_json(R"({"c":{"api_key":"sk-a"},"l":[{"token":"z"}]})") ==
        R"({"c":{"api_key":"[REDACTED]"},"l":[{"token":"[REDACTED]"}]})");
  CHECK(redacted_json(R"({"v":"see sk-abcdefghijklmnopqrstuvwxyz"})") == R"({"v":"see [REDACTED]"})");
  CHECK(redacted_json(R"({"c":"mkdir -p /a/b","max_tokens":5})") ==
        R"({"c":"mkdir -p /a/b","max_tokens":5})");
  CHECK(
      redacted_json(
          R"({"a":"sk-abcdefghijklmnopqrstuvwxyz","b":"AKIAIOSFODNN7EXAMPLE","c":"ghp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","d":"xoxb-123456789-abcdefghij","e":"hello"})") ==
      R"({"a":"[REDACTED]","b":"[REDACTED]","c":"[REDACTED]","d":"[REDACTED]","e":"hello"})");
  CHECK(redacted_json(R"({"pass\u0077ord":["x",7,true,{"y":"z"}]})") ==
        R"({"pass\u0077ord":["[REDACTED]","[REDACTED]",true,{"y":"[REDACTED]"}]})");
}

TEST_CASE("redaction: depth is no way around, and the text stays JSON") {
  std::string text = R"({"password":)";
  for (int i = 0; i < 400; ++i) text += "[";
  text += "\"hunter2hunter2\"";
  for (int i = 0; i < 400; ++i) text += "]";
  const std::string clean = redacted_json(text + "}");
  CHECK(clean.find("hunter2") == std::string::npos);
  CHECK_NOTHROW((void)nlohmann::json::parse(clean));
}
