#include "core/mcp/listing.h"

#include <doctest/doctest.h>

#include <set>

using namespace callgate::mcp;

TEST_SUITE("listing") {
  TEST_CASE("each list has its method, its member and its capability") {
    std::set<std::string_view> methods, members;
    for (const ListKind kind : kListKinds) {
      CHECK(methods.insert(list_method(kind)).second);
      CHECK(members.insert(list_member(kind)).second);
      CHECK(!list_capability(kind).empty());
    }
    CHECK(list_method(ListKind::templates) == "resources/templates/list");
    CHECK(list_member(ListKind::templates) == "resourceTemplates");
    CHECK(list_capability(ListKind::templates) == "resources");
  }

  TEST_CASE("capabilities are there or not, flags are true or not") {
    Facts facts;
    CHECK(!facts.has("tools"));
    facts.capabilities =
        R"({"tools":{"listChanged":true},"prompts":{},"resources":{"subscribe":"true","listChanged":false}})";
    CHECK(facts.has("tools"));
    CHECK(facts.has("tools", "listChanged"));
    CHECK(!facts.has("tools", "subscribe"));
    CHECK(facts.has("prompts"));
    CHECK(!facts.has("prompts", "listChanged"));
    CHECK(!facts.has("resources", "subscribe"));
    CHECK(!facts.has("resources", "listChanged"));
    CHECK(!facts.has("logging"));
    CHECK(!facts.has("logging", "x"));
  }

  TEST_CASE("items are kept by kind") {
    Listing listing;
    listing.of(ListKind::prompts).push_back(callgate::Bytes::copy("{}"));
    const Listing& same = listing;
    CHECK(same.of(ListKind::prompts).size() == 1);
    CHECK(same.of(ListKind::tools).empty());
  }
}
