#include "gateway/tool_snapshot.h"

#include <doctest/doctest.h>

#include "../upstreams/temp_folder.h"

using namespace callgate;

namespace {

Result<std::vector<mcp::ToolPtr>> read(const std::string& text) {
  const test::TempFolder folder;
  return read_tool_snapshot(folder.file("tools.lock.json", text, 0600));
}

}  // namespace

TEST_CASE("a snapshot names tools, their servers and their hints") {
  const auto tools = read(R"({"version": 1, "tools": [
    {"server": "fs", "name": "files__move",
     "definition": {"name": "move_file", "inputSchema": {"type": "object"}, "annotations": {"destructiveHint": true}}},
    {"server": "a", "definition": {"name": "b"}}]})");
  REQUIRE(tools.has_value());
  REQUIRE(tools->size() == 2);
  CHECK(tools->front()->exposed == "files__move");
  CHECK(tools->front()->native == "move_file");
  CHECK(tools->front()->hints.destructive == true);
  CHECK(tools->front()->definition.view().starts_with(R"({"name":"move_file","inp)"));
  CHECK(tools->back()->exposed == "a__b");
}

TEST_CASE("what is no snapshot is an error, whatever it is") {
  CHECK(read("").error().code == Errc::invalid);
  CHECK(read("[]").error().what.find("tools.lock.json:1:") != std::string::npos);
  CHECK(read(R"({"tools": {}})").error().code == Errc::invalid);
  for (const char* entry :
       {"1", "null", "[]", "{}", R"({"definition": 1})", R"({"definition": {"name": 1}})"}) {
    CAPTURE(entry);
    const auto tools =
        read(R"({"tools": [{"server": "a", "definition": {"name": "b"}}, )" + std::string(entry) + "]}");
    REQUIRE_FALSE(tools.has_value());
    CHECK(tools.error().what.find("tools.lock.json:1:") != std::string::npos);
  }
  CHECK(read_tool_snapshot("/nowhere/tools.lock.json").error().code == Errc::not_found);
  CHECK_FALSE(read(R"({"tools": [{"server": 7, "definition": {"name": "b"}}]})").has_value());
}
