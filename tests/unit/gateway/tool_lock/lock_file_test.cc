#include "gateway/tool_lock/lock_file.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/guards/pins/definition.h"

using namespace callgate;
using namespace callgate::tool_lock;

namespace {

LockedTool tool(std::string server, std::string name, const std::string& definition) {
  return {server, name, server + "__" + name, guard::pin_digest(definition), guard::pinned_part(definition)};
}

// What is read from a text; the first error instead.
struct Read {
  explicit Read(std::string text) {
    const auto source =
        std::make_shared<const config::Source>(config::Source{"tools.lock.json", std::move(text)});
    if (auto read = read_lock(source, found)) tools = std::move(*read);
    if (!found.errors.empty()) error = config::one_line(found.errors.front());
  }
  config::Findings found;
  ToolLock tools;
  std::string error;
};

const LockedTool kRead = tool(
    "fs", "read", R"({"name":"read","inputSchema":{"type":"object","maximum":1.50},"description":"Reads."})");
const LockedTool kAdd = tool("db", "add", R"({"name":"add","inputSchema":{},"annotations":{}})");

}  // namespace

TEST_SUITE("tool lock") {
  TEST_CASE("what is written is read again as it was") {
    const Read read(lock_text({kRead, kAdd}));
    CHECK(read.error == "");
    REQUIRE(read.tools.size() == 2);
    CHECK(read.tools[0].server == "db");
    CHECK(read.tools[1].name == "fs__read");
    CHECK(read.tools[1].tool == "read");
    CHECK(read.tools[1].hash == kRead.hash);
    CHECK(nlohmann::json::parse(read.tools[1].definition) == nlohmann::json::parse(kRead.definition));
    CHECK(Read(lock_text({})).error == "");
  }

  TEST_CASE("the same tools make the same text, however they came") {
    const std::string text = lock_text({kRead, kAdd});
    CHECK(lock_text({kAdd, kRead}) == text);
    CHECK(lock_text({kAdd, tool("fs", "read",
                                R"({ "description":"Re\u0061ds.", "_meta":{"build":7}, "name":"read",
                                "inputSchema":{"maximum":1.50,"type":"object"}})")}) == text);
    CHECK(text.ends_with("}\n"));
    CHECK(text.find("\"maximum\": 1.50,\n") != text.npos);
    CHECK(nlohmann::json::parse(text)["version"] == 1);
  }

  TEST_CASE("characters that nobody sees are seen in the file") {
    const std::string text = lock_text(
        {tool("fs", "read", "{\"name\":\"read\",\"description\":\"a\U000E0041\",\"inputSchema\":{}}")});
    CHECK(text.find("\\udb40\\udc41") != text.npos);
    CHECK(Read(text).error == "");
  }

  TEST_CASE("what a person wrote by hand may leave out version, name and hash") {
    const Read read(R"({"tools":[{"server":"x","definition":{"name":"write","inputSchema":{}}}]} // mine)");
    CHECK(read.error == "");
    REQUIRE(read.tools.size() == 1);
    CHECK(read.tools[0].name == "x__write");
    CHECK(read.tools[0].hash == guard::pin_digest(R"({"inputSchema":{},"name":"write"})"));
  }

  TEST_CASE("what was changed behind the hash is not accepted") {
    std::string text = lock_text({kRead});
    text.replace(text.find("Reads."), 6, "Sends.");
    CHECK(Read(text).error.find("hash of \"fs__read\" does not belong to its definition") !=
          std::string::npos);
  }

  TEST_CASE("what the form does not know is an error with its place") {
    CHECK(Read("{").error != "");
    CHECK(Read(R"({"version":2,"tools":[]})").error.find("tools.lock.json:1:") == 0);
    CHECK(Read(R"({"tools":[{"server":"x"}]})").error.find("definition") != std::string::npos);
    CHECK(Read(R"({"tools":[{"server":"x","definition":{}}]})").error.find("name") != std::string::npos);
    CHECK(Read(R"({"tools":[],"more":1})").error.find("more") != std::string::npos);
  }
}
