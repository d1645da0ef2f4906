#include "core/analysis/schema/uri.h"

#include <doctest/doctest.h>

using namespace callgate::analysis::schema;

TEST_CASE("relative references are resolved as RFC 3986 has it") {
  struct Case {
    const char *base, *reference, *expected;
  };
  // The first block follows the examples of section 5.4.
  const Case cases[] = {
      {"http://a/b/c/d;p?q", "g", "http://a/b/c/g"},
      {"http://a/b/c/d;p?q", "./g", "http://a/b/c/g"},
      {"http://a/b/c/d;p?q", "/g", "http://a/g"},
      {"http://a/b/c/d;p?q", "//g", "http://g"},
      {"http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"},
      {"http://a/b/c/d;p?q", "#s", "http://a/b/c/d;p?q#s"},
      {"http://a/b/c/d;p?q", "..", "http://a/b/"},
      {"http://a/b/c/d;p?q", "../../../g", "http://a/g"},
      {"http://a/b/c/d;p?q", "g/../h", "http://a/b/c/h"},
      {"http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q"},
      {"http://a", "g", "http://a/g"},
      {"http://a/b", "other:x", "other:x"},
      {"urn:uuid:1-2", "#/$defs/x", "urn:uuid:1-2#/$defs/x"},
      {"schema.json", "#/a", "schema.json#/a"},
      {"dir/schema.json", "other.json", "dir/other.json"},
      {"", "#/a", "#/a"},
  };
  for (const Case& one : cases) CHECK(resolve_uri(one.base, one.reference) == one.expected);
}

TEST_CASE("fragments are cut off") {
  CHECK(split_fragment("a#b#c") == std::pair<std::string_view, std::string_view>("a", "b#c"));
  CHECK(split_fragment("a").second.empty());
}
