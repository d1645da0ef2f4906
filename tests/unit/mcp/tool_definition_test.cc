#include "core/mcp/tool_definition.h"

#include <doctest/doctest.h>

#include "core/json/view.h"

using namespace callgate;
using namespace callgate::mcp;

TEST_SUITE("tool definition") {
  TEST_CASE("a sound tool") {
    const std::string_view entry =
        R"({"title":"T","inputSchema":{"type":"object"},"name":"a\/b","annotations":{"readOnlyHint":true,)"
        R"("destructiveHint":false,"idempotentHint":"yes","x":1},"unknown":[1]})";
    const Definition tool = read_tool(entry);
    CHECK(tool.problem == "");
    CHECK(tool.name == "a/b");
    CHECK(json::text_of(entry, tool.name_at) == "\"a\\/b\"");
    CHECK(tool.hints.read_only == true);
    CHECK(tool.hints.destructive == false);
    // What is no boolean says nothing.
    CHECK(!tool.hints.idempotent);
    CHECK(!tool.hints.open_world);
  }

  TEST_CASE("what hosts could not take is named") {
    struct Case {
      const char *entry, *problem;
    };
    const Case cases[] = {
        {"7", "not an object"},
        {"[]", "not an object"},
        {"null", "not an object"},
        {"{}", "no \"name\""},
        {R"({"name":7,"inputSchema":{"type":"object"}})", "no \"name\""},
        {R"({"name":"","inputSchema":{"type":"object"}})", "no \"name\""},
        {R"({"name":"a"})", "\"inputSchema\" must be an object"},
        {R"({"name":"a","inputSchema":null})", "\"inputSchema\" must be an object"},
        {R"({"name":"a","inputSchema":[]})", "\"inputSchema\" must be an object"},
        {R"({"name":"a","inputSchema":{}})", "\"inputSchema.type\""},
        {R"({"name":"a","inputSchema":{"type":"string"}})", "\"inputSchema.type\""},
        {R"({"name":"a","inputSchema":{"type":["object"]}})", "\"inputSchema.type\""},
        {R"({"name":"a","inputSchema":{"type":"object"},"description":7})",
         "\"description\" must be a string"},
        {R"({"name":"a","inputSchema":{"type":"object"},"title":null})", "\"title\" must be a string"},
        {R"({"name":"a","inputSchema":{"type":"object"},"outputSchema":"x"})",
         "\"outputSchema\" must be an object"},
        {R"({"name":"a","inputSchema":{"type":"object"},"annotations":[]})",
         "\"annotations\" must be an object"},
        {R"({"name":"a","inputSchema":{"type":"object"},"_meta":1})", "\"_meta\" must be an object"},
        {R"({"name":"a","inputSchema":{"type":"object"},"execution":1})", "\"execution\" must be an object"},
        {R"({"name":"a","inputSchema":{"type":"object"},"execution":{"taskSupport":"required"}})", "task"},
        {R"({"name":"a","inputSchema":{"type":"object"},"name":"b"})", "\"name\" stands twice"},
        {R"({"name":"a","inputSchema":{"type":"object"},"n\u0061me":"b"})", "\"name\" stands twice"},
        {R"({"name":"a","inputSchema":{"type":"object"},"x":1,"x":1})", "\"x\" stands twice"},
    };
    for (const Case& each : cases) {
      CAPTURE(each.entry);
      const Definition tool = read_tool(each.entry);
      CHECK(tool.problem.find(each.problem) != std::string::npos);
    }
  }

  TEST_CASE("a type of the schema spelled with escapes is the same type") {
    CHECK(read_tool(R"({"name":"a","inputSchema":{"type":"\u006fbject"}})").problem == "");
  }

  TEST_CASE("tasks that are optional or forbidden do no harm") {
    for (const char* support : {"optional", "forbidden"}) {
      const std::string entry =
          R"({"name":"a","inputSchema":{"type":"object"},"execution":{"taskSupport":")" +
          std::string(support) + "\"}}";
      CHECK(read_tool(entry).problem == "");
    }
  }

  TEST_CASE("whatever has only a name") {
    CHECK(read_named(R"({"name":"p"})").problem == "");
    CHECK(read_named(R"({"name":"p","arguments":"odd"})").name == "p");
    CHECK(read_named(R"({"name":"p","name":"q"})").problem != "");
  }
}
