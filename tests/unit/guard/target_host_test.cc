#include "core/guard/target_host.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate;
using namespace callgate::guard;

TEST_CASE("target host: the first one under a key that names hosts") {
  const auto of = [](std::string_view arguments) { return target_host(json::Outline(arguments)); };
  CHECK(of(R"({"url":"https://EXAMPLE.com:8443/a"})") == "example.com");
  CHECK(of(R"({"n":1,"options":{"base_url":"http://a.example/"},"host":"b.example"})") == "a.example");
  CHECK(of(R"({"urls":["https://c.example/","https://d.example/"]})") == "c.example");
  CHECK(of(R"({"proxyHost":"10.0.0.1"})") == "10.0.0.1");
  CHECK(of(R"({"text":"https://example.com/","path":"/a"})") == "");
  CHECK(of("{}") == "");
}
