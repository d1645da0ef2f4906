#include "gateway/commands/pin_commands.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/guards/pins/definition.h"
#include "gateway/commands/offered_change.h"
#include "gateway/state/pins.h"
#include "unit/gateway/commands/streams.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::commands;
using namespace callgate::test;
using Json = nlohmann::json;

namespace {

guard::Pin pin(std::string tool, std::string_view description, std::string program = "p") {
  const std::string definition =
      Json{{"name", tool}, {"description", description}, {"inputSchema", Json::object()}}.dump();
  return {"fs", tool, std::move(program), guard::pin_digest(definition), definition, "fs__" + tool};
}

// A store with what earlier gateways left in it.
struct Left {
  Left() : directory(scratch.state()), database(directory.database()), pins(database, clock) {
    work.state = directory.root();
    work.json = true;
    const guard::Pin read = pin("read", "Reads.\nA file."), write = pin("write", "Writes.");
    CHECK(pins.trust(std::vector{read, write}, 100));
    CHECK(pins.wait(pin("read", "Reads.\nAny file.")));
    CHECK(pins.wait(pin("write", "Writes.", "other")));
    CHECK(pins.wait(pin("send", "Sends\xE2\x80\xAE.")));
  }
  int diff(const std::vector<std::string>& names = {}) { return tools_diff(work, names, streams.console); }
  int approve(const std::vector<std::string>& names, bool yes = true) {
    return tools_approve(work, names, yes, clock, streams.console);
  }
  Scratch scratch;
  state::Directory directory;
  ManualClock clock;
  state::Database database;
  state::Pins pins;
  PinWork work;
  Streams streams{"y\n"};
};

}  // namespace

TEST_SUITE("tools diff and approve") {
  TEST_CASE("what waits is told, place by place") {
    Left left;
    CHECK(left.diff() == 1);
    const Json all = Json::parse(left.streams.printed());
    REQUIRE(all.size() == 3);
    CHECK(all[0]["name"] == "fs__read");
    CHECK(all[0]["state"] == "changed");
    CHECK(all[0]["changes"] ==
          Json::parse(R"([{"path":"description","before":"Reads.\nA file.","after":"Reads.\nAny file."}])"));
    CHECK(all[1]["name"] == "fs__send");
    CHECK(all[1]["state"] == "pending");
    CHECK(all[1]["definition"]["name"] == "send");
    CHECK(all[2]["otherProgram"] == true);
    CHECK(all[2]["changes"].empty());
    CHECK(left.diff({"fs__s*"}) == 1);
    CHECK(Json::parse(left.streams.printed()).size() == 1);
    CHECK(left.diff({"nothing"}) == 0);
  }

  TEST_CASE("people read texts line by line, and see what is hidden in them") {
    Left left;
    left.work.json = false;
    CHECK(left.diff() == 1);
    const std::string text = left.streams.printed();
    CHECK(contains(text,
                   "fs__read  changed  read of fs\n  description\n    @@ -1,2 +1,2 @@\n     Reads.\n    -A "
                   "file.\n    +Any file.\n"));
    CHECK(contains(text, "another program runs under this name"));
    CHECK(contains(text, "+   \"description\": \"Sends\\u202e.\""));
  }

  TEST_CASE("what a person accepts waits no more") {
    Left left;
    CHECK(left.approve({"fs__read", "fs__write"}) == 0);
    CHECK(Json::parse(left.streams.printed()).size() == 2);
    CHECK(left.diff() == 1);
    CHECK(Json::parse(left.streams.printed())[0]["name"] == "fs__send");
    CHECK(left.approve({}) == 0);
    left.streams.printed();
    CHECK(left.diff() == 0);
    CHECK(left.streams.printed() == "[]\n");
    CHECK(left.approve({}) == 0);
  }

  TEST_CASE("a name that nothing waits under accepts nothing at all") {
    Left left;
    CHECK(left.approve({"fs__read", "fs__other"}) == 1);
    CHECK(contains(left.streams.err.str(), "fs__other"));
    CHECK(left.diff({"fs__read"}) == 1);
  }

  TEST_CASE("without --yes a person is shown what it is, and asked") {
    Left left;
    left.work.json = false;
    CHECK(left.approve({"fs__read"}, false) == 2);
    CHECK(contains(left.streams.err.str(), "--yes"));
    left.streams.console.interactive = true;
    CHECK(left.approve({"fs__read"}, false) == 0);
    CHECK(contains(left.streams.printed(), "+Any file."));
    CHECK(left.approve({"fs__send"}, false) == 1);  // there is no second answer
    CHECK(contains(left.streams.printed(), "Nothing was accepted."));
  }

  TEST_CASE("a lock file without a place to lie is a misuse") {
    Left left;
    CHECK(tools_lock(left.work, {}, left.streams.console) == 2);
  }
}

TEST_CASE(
    "what is offered against a lock file: new, changed, gone, and not gone because its server is down") {
  const auto offered = [](std::string server, std::string tool, std::string_view description) {
    return OfferedTool{
        server, tool, server + "__" + tool,
        Json{{"name", tool}, {"description", description}, {"inputSchema", Json::object()}}.dump()};
  };
  ToolCatalog then;
  then.tools = {offered("fs", "read", "Reads."), offered("fs", "move", "Moves."),
                offered("db", "add", "Adds.")};
  ToolCatalog now;
  now.tools = {offered("fs", "read", "Reads!"), offered("fs", "send", "Sends.")};
  now.missing = {"db is down (it exited)"};
  std::string said;
  for (const OfferedChange& change : changes_against(locked(then), now))
    said += Json::parse(to_json(change))["name"].get<std::string>() + " " +
            Json::parse(to_json(change))["state"].get<std::string>() + ", ";
  CHECK(said == "fs__read changed, fs__send pending, fs__move gone, ");
  CHECK(changes_against(locked(then), then).empty());
}
