#include "core/mcp/uri_template.h"

#include <doctest/doctest.h>

#include <string>

using callgate::mcp::matches_template;

TEST_SUITE("uri template") {
  TEST_CASE("literals match themselves") {
    CHECK(matches_template("", ""));
    CHECK(matches_template("file:///a", "file:///a"));
    CHECK(!matches_template("file:///a", "file:///A"));
    CHECK(!matches_template("file:///a", "file:///a/"));
    CHECK(!matches_template("", "x"));
  }

  TEST_CASE("a simple expansion stays within its segment") {
    CHECK(matches_template("db://{table}/rows", "db://users/rows"));
    CHECK(matches_template("db://{table}/rows", "db:///rows"));
    CHECK(!matches_template("db://{table}/rows", "db://a/b/rows"));
    CHECK(!matches_template("db://{table}", "db://users?x=1"));
    CHECK(!matches_template("db://{table}", "db://users#x"));
    CHECK(matches_template("{a}{b}", "xy"));
    CHECK(matches_template("t://{a,b}", "t://1,2"));
    CHECK(matches_template("x{.format}", "x.json"));
    CHECK(!matches_template("x{.format}", "xjson"));
    CHECK(!matches_template("x{.format}", "x.a/b"));
    CHECK(matches_template("x{.format}", "x"));
  }

  TEST_CASE("reserved and exploded expansions match anything") {
    CHECK(matches_template("file://{+path}", "file:///a/b/c?d#e"));
    CHECK(matches_template("file://{path*}", "file:///a/b"));
    CHECK(matches_template("file://{+path}/end", "file:///a/b/end"));
    CHECK(!matches_template("file://{+path}/end", "file:///a/b"));
  }

  TEST_CASE("paths, queries and fragments begin with their own character or are not there") {
    CHECK(matches_template("http://h/a{?q}", "http://h/a"));
    CHECK(matches_template("http://h/a{?q}", "http://h/a?q=1"));
    CHECK(!matches_template("http://h/a{?q}", "http://h/abc"));
    CHECK(!matches_template("http://h/a{?q}", "http://h/a/b"));
    CHECK(matches_template("http://h/a?x=1{&q}", "http://h/a?x=1&q=2"));
    CHECK(matches_template("http://h/a?x=1{&q}", "http://h/a?x=1"));
    CHECK(!matches_template("http://h/a?x=1{&q}", "http://h/a?x=12"));
    CHECK(matches_template("http://h/a{#part}", "http://h/a#x/y"));
    CHECK(!matches_template("http://h/a{#part}", "http://h/ab"));
    CHECK(matches_template("http://h{/seg}", "http://h/x"));
    CHECK(matches_template("http://h{/a,b}", "http://h/x/y"));
    CHECK(matches_template("http://h{/seg}", "http://h"));
    CHECK(!matches_template("http://h{/seg}", "http://host"));
    CHECK(matches_template("x{;p}", "x;p=1"));
    CHECK(!matches_template("x{;p}", "xp=1"));
    CHECK(matches_template("http://h/{id}{?q}", "http://h/7?q=a/b"));
  }

  TEST_CASE("a brace that never closes is a brace") {
    CHECK(matches_template("a{b", "a{b"));
    CHECK(!matches_template("a{b", "ab"));
    CHECK(matches_template("a}b", "a}b"));
    CHECK(matches_template("a{}b", "axb"));
  }

  TEST_CASE("time is bounded by both lengths, not by the ways to match") {
    std::string many;
    for (int i = 0; i < 300; ++i) many += "{+a}x";
    CHECK(!matches_template(many + "!", std::string(3000, 'x')));
    CHECK(matches_template(many, std::string(3000, 'x')));
  }
}
