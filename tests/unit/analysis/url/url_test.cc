#include "core/analysis/url/url.h"

#include <doctest/doctest.h>

using namespace callgate::analysis;

TEST_CASE("url: the parts") {
  const Url url = parse_url(" HTTPS://user:p@ss@Example.com:8443\\path?q=@x ");
  CHECK(url.valid);
  CHECK(url.scheme == "https");
  CHECK(url.host.text == "example.com");
  CHECK(url.port == 8443);
  CHECK(url.userinfo);
  CHECK(!url.schemeless);
  CHECK(parse_url("http://a.b:").port == -1);
  CHECK(!parse_url("http://a.b:65536").valid);
  CHECK(!parse_url("http://u@/x").valid);
}

TEST_CASE("url: without a scheme") {
  CHECK(parse_url("example.com:443/x").port == 443);
  CHECK(parse_url("example.com:443/x").schemeless);
  CHECK(parse_url("//example.com/x").host.text == "example.com");
  CHECK(parse_url("git@github.com:org/repo").host.text == "github.com");
  CHECK(parse_url("localhost:8080").schemeless);
  CHECK(parse_url("mailto:123").scheme == "mailto");
  CHECK(!parse_url("221B Baker Street").valid);
}

TEST_CASE("url: where parsers differ, both hosts are known and the worse one counts") {
  const Url url = parse_url("http://example.com\\@127.0.0.1/");
  CHECK(url.host.text == "example.com");
  REQUIRE(url.other);
  CHECK(url.other->text == "127.0.0.1");
  CHECK(place_of(url) == Place::loopback);
  CHECK(!parse_url("http:\\\\example.com\\x").other);
}

TEST_CASE("url: several hosts") {
  const Url url = parse_url("mongodb://u:p@a.example.com:1,10.0.0.1:2/db");
  CHECK(url.host.text == "a.example.com");
  CHECK(url.port == 1);
  CHECK(place_of(url) == Place::private_);
  CHECK(place_of(parse_url("mongodb://a.example.com:1,b.example.com:2")) == Place::public_);
  CHECK(!parse_url("mongodb://a.example.com:1,b c:2").valid);
}

TEST_CASE("url: schemes around others keep their name and show the inner host") {
  const Url url = parse_url("jar:https://example.com:8/x!/y");
  CHECK(url.scheme == "jar");
  CHECK(url.host.text == "example.com");
  CHECK(url.port == 8);
  CHECK(place_of(parse_url("jar:file:///x!/y")) == Place::local);
  CHECK(place_of(parse_url("jdbc:sqlite:notes.db")) == Place::none);
  CHECK(!parse_url("jar:jar:jar:jar:jar:jar:http://127.0.0.1/!/").valid);
  CHECK(place_of(parse_url("jar:jar:jar:jar:jar:jar:http://127.0.0.1/!/")) == Place::invalid);
}
