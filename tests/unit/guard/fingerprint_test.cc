#include "core/guard/fingerprint.h"

#include <doctest/doctest.h>

#include "scripted_guard.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

std::optional<Fingerprint> of(std::string_view arguments, mcp::ToolPtr tool = some_tool(),
                              std::vector<std::string> ignored = {}) {
  Call call("c1", std::move(tool), Bytes::copy(arguments));
  return fingerprint(call, ignored);
}

}  // namespace

TEST_CASE("calls that mean the same have one fingerprint") {
  CHECK(of(R"({"a":50,"b":{"x":1,"y":[1,2]}})") == of(R"({ "b":{"y":[1.0,2],"x":10e-1}, "a":5e1 })"));
  CHECK(of(R"({"a":"A"})") == of(R"({"\u0061":"\u0041"})"));
  CHECK(of("") == of("{}"));
  CHECK(of(R"({"a":0})") == of(R"({"a":-0.0})"));
  CHECK(of(R"({"a":1,"id":7})", some_tool(), {"id"}) == of(R"({"id":8,"a":1})", some_tool(), {"id"}));
}

TEST_CASE("a number is the same however it is spelled") {
  const std::vector<std::vector<std::string>> same{
      {"0", "-0", "0.0", "0.000", "0e5", "-0.0"},
      {"50", "50.0", "5e1", "50.00", "500e-1", "0.5e2"},
      {"0.25", "25e-2", "2.5e-1", "0.250"},
      {"-0.5", "-5e-1", "-0.50"},
      {"100000", "1e5", "100000.0"},
      {"0.05", "5e-2"},
      {"12345678901234567890123456789", "12345678901234567890123456789.0"},
  };
  std::vector<std::optional<Fingerprint>> all;
  for (const auto& spellings : same) {
    all.push_back(of("{\"a\":" + spellings[0] + "}"));
    for (const std::string& spelling : spellings) CHECK(of("{\"a\":" + spelling + "}") == all.back());
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(all[i] != all[j]);
}

TEST_CASE("calls that differ have different ones") {
  const std::vector<std::optional<Fingerprint>> all{
      of("{}"),
      of(R"({"a":50})"),
      of(R"({"a":"50"})"),
      of(R"({"a":5})"),
      of(R"({"a":500})"),
      of(R"({"a":null})"),
      of(R"({"a":[50]})"),
      of(R"({"a":{"a":50}})"),
      of(R"({"a":true})"),
      of(R"({"a":"true"})"),
      of(R"({"a":[1,2]})"),
      of(R"({"a":[2,1]})"),
      of(R"({"a":[[1],2]})"),
      of(R"({"a":[1,[2]]})"),
      of(R"({"a":1,"b":2})"),
      of(R"({"a":2,"b":1})"),
      of(R"({"a":{"b":1},"c":2})"),
      of(R"({"a":{"b":1,"c":2}})"),
      of(R"({"a":9007199254740993})"),
      of(R"({"a":9007199254740992})"),
      of(R"({"a":""})"),
      of(R"({"a":[]})"),
      of(R"({"a":{}})"),
      of("{}", some_tool("fs", "x")),
      of("{}", some_tool("f", "sx")),
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    REQUIRE(all[i]);
    for (std::size_t j = 0; j < i; ++j) CHECK(*all[i] != *all[j]);
  }
}

TEST_CASE("every byte of a short text counts, and both ends and the length of a long one") {
  std::string text(200, 'x');
  const auto before = fingerprint(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    text[i] = 'y';
    CHECK(fingerprint(text) != before);
    text[i] = 'x';
  }
  const std::string long_text(100'000, 'x');
  CHECK(fingerprint(long_text) != fingerprint(long_text + "x"));
  CHECK(fingerprint(long_text) != fingerprint(long_text.substr(1) + "y"));
}

TEST_CASE("arguments with more values than anyone looks at have none") {
  std::string many = R"({"a":[0)";
  for (int i = 0; i < 200'001; ++i) many += ",0";
  CHECK_FALSE(of(many + "]}"));
}
