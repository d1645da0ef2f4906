#include "core/mcp/catalog.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate;
using namespace callgate::mcp;
using Tree = nlohmann::json;

namespace {

std::shared_ptr<Listing> listing(ListKind kind, std::vector<std::string> items) {
  auto made = std::make_shared<Listing>();
  for (std::string& item : items) made->of(kind).push_back(Bytes::adopt(std::move(item)));
  made->facts.capabilities = "{\"" + std::string(list_capability(kind)) + "\":{}}";
  return made;
}

std::string tool(const std::string& name, const std::string& more = "") {
  return "{\"name\":\"" + name + "\",\"inputSchema\":{\"type\":\"object\"}" + more + "}";
}

std::shared_ptr<Listing> tools(std::vector<std::string> names) {
  for (std::string& name : names) name = tool(name);
  return listing(ListKind::tools, std::move(names));
}

Owner owner(std::string name, std::string prefix) {
  Owner made;
  made.name = std::move(name);
  made.prefix = std::move(prefix);
  return made;
}

Catalog two_servers() {
  return Catalog({owner("a", "a"), owner("b", "b")}, 46);
}

std::vector<std::string> shown(const Catalog& catalog, ListKind kind = ListKind::tools) {
  std::vector<std::string> names;
  for (const std::string& item : catalog.items(kind)) {
    const Tree tree = Tree::parse(item);
    names.push_back(tree.contains("uri") ? tree["uri"] : tree["name"]);
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE("catalog") {
  TEST_CASE("servers in their order, each with its own order, names both ways") {
    Catalog catalog = two_servers();
    catalog.replace(1, tools({"y", "x"}));
    catalog.replace(0, tools({"x"}));
    CHECK(catalog.tool("a__x") == nullptr);
    const Catalog::Changed changed = catalog.settle();
    CHECK(changed.tools);
    CHECK(!changed.prompts);
    CHECK(!changed.resources);
    CHECK(shown(catalog) == Names{"a__x", "b__y", "b__x"});
    const Offer* offer = catalog.tool("b__x");
    REQUIRE(offer);
    CHECK(offer->server == 1);
    CHECK(offer->native == "x");
    CHECK(offer->tool->server == "b");
    CHECK(offer->tool->exposed == "b__x");
    CHECK(catalog.tool("x") == nullptr);
    CHECK(catalog.tool("") == nullptr);
  }

  TEST_CASE("an entry keeps its bytes but for its name and what is not offered") {
    Catalog catalog = two_servers();
    const std::string raw =
        R"({ "description":"é \u00e9", "name" : "x","execution":{"taskSupport":"optional"}, "inputSchema":{"type":"object","n":1.0}})";
    catalog.replace(0, listing(ListKind::tools, {raw}));
    catalog.settle();
    CHECK(catalog.items(ListKind::tools).at(0) ==
          R"({ "description":"é \u00e9", "name" : "a__x", "inputSchema":{"type":"object","n":1.0}})");
    CHECK(catalog.tool("a__x")->tool->definition.view() == raw);
  }

  TEST_CASE("only a different list is a change") {
    Catalog catalog = two_servers();
    CHECK(!catalog.settle());
    catalog.replace(0, tools({"x"}));
    CHECK(catalog.settle().tools);
    CHECK(!catalog.settle());
    catalog.replace(0, tools({"x"}));
    CHECK(!catalog.settle());
    catalog.replace(0, listing(ListKind::tools, {tool("x", ",\"title\":\"T\"")}));
    CHECK(catalog.settle().tools);
    catalog.replace(0, listing(ListKind::templates, {R"({"uriTemplate":"t://{x}","name":"t"})"}));
    const Catalog::Changed changed = catalog.settle();
    CHECK(changed.tools);
    CHECK(changed.resources);
  }

  TEST_CASE("a hidden server's names still lead to it") {
    Catalog catalog = two_servers();
    catalog.replace(0, tools({"x"}));
    catalog.replace(1, tools({"y"}));
    catalog.settle();
    catalog.show(0, false);
    CHECK(catalog.settle().tools);
    CHECK(shown(catalog) == Names{"b__y"});
    REQUIRE(catalog.tool("a__x"));
    catalog.show(0, true);
    CHECK(catalog.settle().tools);
    CHECK(shown(catalog) == Names{"a__x", "b__y"});
  }

  TEST_CASE("a server that never listed anything can be shown") {
    Catalog catalog = two_servers();
    catalog.show(0, true);
    CHECK(!catalog.settle());
    for (const ListKind kind : kListKinds) CHECK(catalog.items(kind).empty());
    CHECK(!catalog.resource("x://y"));
    CHECK(catalog.listing(0) == nullptr);
  }

  TEST_CASE("one bad entry is set aside alone, with its reason") {
    Catalog catalog = two_servers();
    catalog.replace(0, listing(ListKind::tools, {tool("good"), "{\"name\":\"bad\"}", "7", tool("")}));
    catalog.settle();
    CHECK(shown(catalog) == Names{"a__good"});
    REQUIRE(catalog.quarantined().size() == 3);
    CHECK(catalog.quarantined()[0].what == "tool \"bad\"");
    CHECK(catalog.quarantined()[0].why.find("inputSchema") != std::string::npos);
    catalog.replace(0, tools({"good"}));
    catalog.settle();
    CHECK(catalog.quarantined().empty());
  }

  TEST_CASE("the same entry twice in one list stands there once, under its plain name") {
    Catalog catalog = two_servers();
    catalog.replace(0, tools({"x", "y", "x"}));
    catalog.settle();
    CHECK(shown(catalog) == Names{"a__x", "a__y"});
    REQUIRE(catalog.quarantined().size() == 1);
    CHECK(catalog.quarantined()[0].why.find("twice") != std::string::npos);
    catalog.replace(1, listing(ListKind::prompts, {R"({"name":"p"})", R"({"name":"p"})"}));
    catalog.settle();
    CHECK(shown(catalog, ListKind::prompts) == Names{"b__p"});
  }

  TEST_CASE("names that come out alike get a suffix each") {
    Catalog catalog = two_servers();
    catalog.replace(0, tools({"f.r", "f/r", "z"}));
    catalog.settle();
    const Names names = shown(catalog);
    REQUIRE(names.size() == 3);
    CHECK(names[0].starts_with("a__f-r-"));
    CHECK(names[1].starts_with("a__f-r-"));
    CHECK(names[0] != names[1]);
    CHECK(catalog.tool(names[0])->native == "f.r");
    CHECK(catalog.tool(names[1])->native == "f/r");
    CHECK(catalog.tool("a__f-r") == nullptr);
    CHECK(catalog.quarantined().empty());
  }

  TEST_CASE("without prefixes the first owner keeps the name, and the reason names both") {
    Catalog catalog({owner("one", ""), owner("two", "")}, 46);
    catalog.replace(0, tools({"x"}));
    catalog.replace(1, tools({"x", "y"}));
    catalog.settle();
    CHECK(shown(catalog) == Names{"x", "y"});
    CHECK(catalog.tool("x")->server == 0);
    REQUIRE(catalog.quarantined().size() == 1);
    CHECK(catalog.quarantined()[0].why.find("\"one\"") != std::string::npos);
    CHECK(catalog.quarantined()[0].why.find("\"two\"") != std::string::npos);
  }

  TEST_CASE("include and exclude choose by the server's own names") {
    Owner choosy = owner("a", "a");
    choosy.include = {"read_*", "list"};
    choosy.exclude = {"*_secret"};
    Catalog catalog({choosy}, 46);
    catalog.replace(0, tools({"read_file", "read_secret", "list", "write_file"}));
    catalog.settle();
    CHECK(shown(catalog) == Names{"a__read_file", "a__list"});
    CHECK(catalog.quarantined().empty());
  }

  TEST_CASE("a filter decides per tool") {
    Catalog catalog = two_servers();
    catalog.replace(0, tools({"x", "y"}));
    catalog.settle();
    const std::string hidden = "x";
    const auto shows = [](const void* context, const Tool& each) {
      return each.native != *static_cast<const std::string*>(context);
    };
    const auto items = catalog.items(ListKind::tools, shows, &hidden);
    REQUIRE(items.size() == 1);
    CHECK(Tree::parse(items[0])["name"] == "a__y");
  }

  TEST_CASE("a URI belongs to who listed it, returned it, made it, or is alone") {
    Catalog catalog = two_servers();
    catalog.replace(0, listing(ListKind::resources, {R"({"uri":"x:\/\/1","name":"n"})"}));
    catalog.settle();
    CHECK(catalog.resource("x://1") == 0);
    CHECK(catalog.resource("anything") == 0);
    auto second =
        listing(ListKind::resources, {R"({"uri":"x://1","name":"n"})", R"({"uri":"y://1","name":"n"})"});
    second->of(ListKind::templates).push_back(Bytes::copy(R"({"uriTemplate":"z://{id}","name":"n"})"));
    catalog.replace(1, second);
    catalog.settle();
    CHECK(catalog.resource("x://1") == 0);
    CHECK(catalog.resource("y://1") == 1);
    CHECK(catalog.resource("z://7") == 1);
    CHECK(!catalog.resource("anything"));
    catalog.learn("anything", 1);
    CHECK(catalog.resource("anything") == 1);
    catalog.learn("anything", 0);
    CHECK(catalog.resource("anything") == 0);
    CHECK(catalog.nearest_resource("y://2") == "y://1");
    CHECK(shown(catalog, ListKind::resources) == Names{"x://1", "x://1", "y://1"});
  }

  TEST_CASE("what was learned is bounded, the oldest goes first") {
    Catalog catalog = two_servers();
    catalog.replace(0, listing(ListKind::resources, {}));
    catalog.replace(1, listing(ListKind::resources, {}));
    catalog.settle();
    for (int i = 0; i < 10'000; ++i) catalog.learn("u" + std::to_string(i), 0);
    CHECK(catalog.resource("u0") == 0);
    for (int i = 0; i < 25'000; ++i) catalog.learn("v" + std::to_string(i), 1);
    CHECK(!catalog.resource("u0"));
    CHECK(!catalog.resource("u9999"));
    CHECK(!catalog.resource("v14999"));
    CHECK(catalog.resource("v15000") == 1);
    CHECK(catalog.resource("v24999") == 1);
  }

  TEST_CASE("the nearest name, and a server's own name first of all") {
    Catalog catalog = two_servers();
    catalog.replace(0, tools({"read_file", "x"}));
    catalog.settle();
    CHECK(catalog.nearest_tool("a__read_fil") == "a__read_file");
    CHECK(catalog.nearest_tool("read_file") == "a__read_file");
    CHECK(catalog.nearest_tool("weather").empty());
    CHECK(catalog.nearest_prompt("x").empty());
    CHECK(catalog.nearest_resource("x").empty());
  }

  TEST_CASE("a live call keeps its definition when the list goes") {
    Catalog catalog = two_servers();
    catalog.replace(0, tools({"x"}));
    catalog.settle();
    const ToolPtr held = catalog.tool("a__x")->tool;
    catalog.replace(0, tools({}));
    CHECK(catalog.settle().tools);
    CHECK(catalog.tool("a__x") == nullptr);
    CHECK(Tree::parse(held->definition.view())["name"] == "x");
    CHECK(held->digest().size() == 64);
  }

  TEST_CASE("hints belong to their tool, trust to its owner") {
    Owner trusted = owner("a", "a");
    trusted.trusted = true;
    Catalog catalog({trusted, owner("b", "b")}, 46);
    const std::string entry = tool("x", ",\"annotations\":{\"readOnlyHint\":true}");
    catalog.replace(0, listing(ListKind::tools, {entry}));
    catalog.replace(1, listing(ListKind::tools, {entry}));
    catalog.settle();
    CHECK(catalog.tool("a__x")->tool->trusted);
    CHECK(!catalog.tool("b__x")->tool->trusted);
    CHECK(catalog.tool("b__x")->tool->hints.read_only == true);
  }
}
