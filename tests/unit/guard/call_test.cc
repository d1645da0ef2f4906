#include "core/guard/call.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/base/digest.h"
#include "scripted_guard.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

std::string argument(std::string_view arguments, std::string_view name) {
  Call call("c1", some_tool(), Bytes::copy(arguments));
  const auto value = call.argument(name);
  return value ? std::string(*value) : "refused";
}

std::string digest(std::string_view arguments, mcp::ToolPtr tool = some_tool(),
                   std::string_view principal = "ada", std::string_view revision = "r1") {
  Call call("c1", std::move(tool), Bytes::copy(arguments));
  const auto value = call.digest(principal, revision);
  return value ? *value : "refused";
}

}  // namespace

TEST_CASE("a call without arguments has an empty object") {
  Call call("c1", some_tool(), {});
  CHECK(call.arguments() == "{}");
  CHECK(*call.canonical_arguments() == "{}");
  CHECK(call.tree()->get().empty());
}

TEST_CASE("an argument is found by its exact name, however the key is escaped") {
  CHECK(argument(R"({"path":"/a"})", "path") == "\"/a\"");
  CHECK(argument(R"({"p\u0061th":"/a"})", "path") == "\"/a\"");
  CHECK(argument(R"({"other":1})", "path").empty());
  CHECK(argument(R"({"o":{"path":1}})", "path").empty());
  CHECK(argument("{\"pfad\u00e4\":1}", "pfad\u00e4") == "1");
}

TEST_CASE("a key that a careless reader would take for the name is refused") {
  CHECK(argument(R"({"Path":"/a"})", "path") == "refused");
  CHECK(argument(R"({"path":"/a","PATH":"/b"})", "path") == "refused");
  CHECK(argument(R"({"P\u0061th":"/a"})", "path") == "refused");
  CHECK(argument(R"({"path":"/a","p\u0061th":"/b"})", "path") == "refused");
  CHECK(argument("{\"\u212Aey\":1}", "key") == "refused");
  CHECK(argument("{\"hos\u017F\":1}", "hoss") == "refused");
  CHECK(argument("{\"paths\":1,\"pat\":2}", "path").empty());
}

TEST_CASE("replaced arguments are what everyone sees from then on") {
  Call call("c1", some_tool(), Bytes::copy(R"({"a":1})"));
  CHECK(*call.canonical_arguments() == R"({"a":1})");
  CHECK(call.tree()->get()["a"] == 1);
  call.replace_arguments(R"({"a":2.0})");
  CHECK(call.repaired());
  CHECK(*call.canonical_arguments() == R"({"a":2})");
  CHECK(call.tree()->get()["a"] == 2);
}

TEST_CASE("a number no tree can hold is an error of the tree, and still has a canonical form") {
  Call call("c1", some_tool(), Bytes::copy(R"({"a":1e400})"));
  CHECK_FALSE(call.tree().has_value());
  CHECK(*call.canonical_arguments() == R"({"a":1e400})");
}

TEST_CASE("the digest of an approval binds everything that was agreed to, and not its spelling") {
  const std::string agreed = digest(R"({"path":"/a","n":50})");
  CHECK(agreed.size() == 64);
  CHECK(digest(R"({ "n":5e1, "p\u0061th":"\/a" })") == agreed);
  CHECK(digest(R"({"path":"/b","n":50})") != agreed);
  CHECK(digest(R"({"path":"/a","n":"50"})") != agreed);
  CHECK(digest(R"({"path":"/a","n":50,"x":null})") != agreed);
  CHECK(digest(R"({"path":"/a","n":50})", some_tool("other")) != agreed);
  CHECK(digest(R"({"path":"/a","n":50})", some_tool("fs", "write_file")) != agreed);
  CHECK(digest(R"({"path":"/a","n":50})", some_tool(), "eve") != agreed);
  CHECK(digest(R"({"path":"/a","n":50})", some_tool(), "ada", "r2") != agreed);
  auto changed = std::make_shared<mcp::Tool>(*some_tool());
  changed->definition = Bytes::copy(R"({"name":"read_file","description":"now does more"})");
  CHECK(digest(R"({"path":"/a","n":50})", changed) != agreed);
  CHECK(digest(R"({"path":1,"path":2})") == "refused");
}

TEST_CASE("the form of the digest is fixed: approvals on disk are bound to it") {
  CHECK(digest(R"({"path":"/a"})") ==
        sha256_hex(std::string(R"({"arguments":{"path":"/a"},"definition":")") + some_tool()->digest() +
                   R"(","policy":"r1","principal":"ada","server":"fs","tool":"read_file"})"));
}
