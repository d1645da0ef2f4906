#include "gateway/commands/approvals_commands.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "gateway/commands/exit_code.h"
#include "gateway/state/approvals.h"
#include "unit/gateway/commands/streams.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::commands;
using namespace callgate::test;
using nlohmann::json;

namespace {

struct Desk : Streams {
  explicit Desk(const std::string& typed = {}) : Streams(typed) {
    clock.start = WallTime(Millis(1'700'000'000'000));
  }
  std::string hold(const std::string& digest = "d", const std::string& path = "/srv/a\u202E.txt") {
    state::Database database(directory.database());
    state::HoldRequest request;
    request.digest = digest;
    request.server = "fs";
    request.tool = "write_file";
    request.exposed = "fs__write_file";
    request.arguments = json{{"path", path}}.dump();
    request.rule = "permissions.ask[0]";
    request.reason = "writes are asked for";
    return state::Approvals(database, clock).hold(request).value().id;
  }
  state::Claim claim(const std::string& digest = "d") {
    state::Database database(directory.database());
    return state::Approvals(database, clock).claim(digest, clock.start).value();
  }
  Scratch scratch;
  state::Directory directory = scratch.state();
  ManualClock clock;
};

}  // namespace

TEST_CASE("approvals ls: nothing, one, and all as a table and as JSON") {
  Desk desk;
  CHECK(approvals_ls(desk.directory, desk.clock, false, false, desk.console) == kOk);
  CHECK(desk.printed() == "Nothing waits for approval.\n");
  CHECK(approvals_ls(desk.directory, desk.clock, false, true, desk.console) == kOk);
  CHECK(json::parse(desk.printed()) == json::array());

  const std::string id = desk.hold();
  desk.clock.advance(std::chrono::minutes(2));
  CHECK(approvals_ls(desk.directory, desk.clock, false, false, desk.console) == kOk);
  const std::string table = desk.printed();
  CHECK(contains(table, id));
  CHECK(contains(table, "2 min ago"));
  CHECK(contains(table, "in 13 min"));
  CHECK(contains(table, "path=\"/srv/a⟨U+202E⟩.txt\""));
  CHECK(approvals_ls(desk.directory, desk.clock, false, true, desk.console) == kOk);
  const std::string text = desk.printed();
  CHECK(contains(text, "a\\u202e.txt"));
  const json array = json::parse(text);
  REQUIRE(array.size() == 1);
  CHECK(array[0]["id"] == id);
  CHECK(array[0]["state"] == "pending");
  CHECK(array[0]["name"] == "fs__write_file");
  CHECK(array[0]["arguments"]["path"] == "/srv/a\u202E.txt");
  CHECK(array[0]["expiresAt"] == "2023-11-14T22:28:20.001Z");

  CHECK(approvals_deny(desk.directory, desk.clock, id, "not there", false, desk.console) == kOk);
  desk.printed();
  CHECK(approvals_ls(desk.directory, desk.clock, false, true, desk.console) == kOk);
  CHECK(json::parse(desk.printed()).empty());
  CHECK(approvals_ls(desk.directory, desk.clock, true, true, desk.console) == kOk);
  const json all = json::parse(desk.printed());
  CHECK(all[0]["state"] == "denied");
  CHECK(all[0]["note"] == "not there");
  CHECK(all[0]["resolver"]["channel"] == "cli");
}

TEST_CASE("approvals show: the whole record, by any spelling of its id") {
  Desk desk;
  const std::string id = desk.hold();
  CHECK(approvals_show(desk.directory, desk.clock, id.substr(0, 4) + id.substr(5), false, desk.console) ==
        kOk);
  const std::string text = desk.printed();
  for (const char* part : {"fs__write_file", "writes are asked for", "permissions.ask[0]", "a\\u202e.txt"})
    CHECK(contains(text, part));
  CHECK(approvals_show(desk.directory, desk.clock, id, true, desk.console) == kOk);
  CHECK(json::parse(desk.printed())["rule"] == "permissions.ask[0]");
  CHECK(approvals_show(desk.directory, desk.clock, "O", false, desk.console) == kNegative);
  const char* other = id[0] == '2' ? "3" : "2";
  CHECK(approvals_show(desk.directory, desk.clock, other, false, desk.console) == kNegative);
}

TEST_CASE("approvals approve: a person is asked, and only yes is yes") {
  Desk desk("\nno\ny\n");
  desk.console.interactive = true;
  const std::string id = desk.hold();
  CHECK(approvals_approve(desk.directory, desk.clock, id, "", false, false, desk.console) == kNegative);
  CHECK(approvals_approve(desk.directory, desk.clock, id, "", false, false, desk.console) == kNegative);
  CHECK(desk.claim().kind == state::Claim::Kind::pending);
  desk.printed();
  CHECK(approvals_approve(desk.directory, desk.clock, id, "", false, false, desk.console) == kOk);
  const std::string text = desk.printed();
  CHECK(contains(text, "Let this call run once? [y/N]"));
  CHECK(contains(text, "approved"));
  CHECK(contains(text, "within 5 min"));
  CHECK(desk.claim().kind == state::Claim::Kind::approved);
  CHECK(approvals_approve(desk.directory, desk.clock, id, "", true, false, desk.console) == kNegative);
  CHECK(contains(desk.err.str(), "already approved"));
}

TEST_CASE("approvals approve: without a person it wants --yes") {
  Desk desk;
  const std::string id = desk.hold();
  CHECK(approvals_approve(desk.directory, desk.clock, id, "", false, false, desk.console) == kUsage);
  CHECK(contains(desk.err.str(), "--yes"));
  CHECK(desk.claim().kind == state::Claim::Kind::pending);
  CHECK(approvals_approve(desk.directory, desk.clock, id, "", true, true, desk.console) == kOk);
  CHECK(json::parse(desk.printed())["state"] == "approved");
}

TEST_CASE("approvals: an end of input is no approval") {
  Desk desk;
  desk.console.interactive = true;
  CHECK(approvals_approve(desk.directory, desk.clock, desk.hold(), "", false, false, desk.console) ==
        kNegative);
  CHECK(desk.claim().kind == state::Claim::Kind::pending);
}

TEST_CASE("approvals: an expired record cannot be approved") {
  Desk desk;
  const std::string id = desk.hold();
  desk.clock.advance(std::chrono::minutes(15));
  CHECK(approvals_approve(desk.directory, desk.clock, id, "", true, false, desk.console) == kNegative);
  CHECK(contains(desk.err.str(), "expired"));
}

TEST_CASE("approvals: a store that does not answer is exit code 4") {
  Desk desk;
  write_all(desk.directory.database(), std::string(1000, 'x'));
  CHECK(approvals_ls(desk.directory, desk.clock, false, false, desk.console) == kUnreachable);
  CHECK(contains(desk.err.str(), "damaged"));
}

TEST_CASE("approvals watch: says each once") {
  Desk desk;
  desk.hold("a");
  int looks = 0;
  desk.console.pause = [&](Millis) {
    if (++looks == 2) desk.hold("b");
    return looks < 4;
  };
  CHECK(approvals_watch(desk.directory, desk.clock, true, desk.console) == kOk);
  const std::string text = desk.printed();
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}
