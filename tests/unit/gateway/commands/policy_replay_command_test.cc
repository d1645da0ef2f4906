#include "gateway/commands/policy_replay_command.h"

#include <nlohmann/json.hpp>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/recorded_call.h"
#include "unit/gateway/commands/courtroom.h"

using namespace callgate;
using namespace callgate::commands;
using namespace callgate::test;
using Json = nlohmann::json;

namespace {

struct Desk : Courtroom {
  Desk(const std::string& policy, const std::string& ledger) : Courtroom(policy) {
    write_all(directory.ledger() / "a.jsonl", ledger);
  }
  Json replayed(ReplayRequest request = {}) {
    exit = run(std::move(request), true);
    return Json::parse(printed());
  }
  int run(ReplayRequest request, bool as_json) {
    request.state_root = directory.root();
    request.principal = "uid:1";
    request.json = as_json;
    return policy_replay(config, world, clock, request, console);
  }
  int exit = -1;
};

std::string record(int minute, int call, const std::string& tool, const std::string& members) {
  return Courtroom::line(minute, "8f3a61c2-" + std::to_string(call), tool, members);
}

const std::string kRan = R"("decision":"allow","outcome":"result","micros":1000)";

}  // namespace

TEST_CASE("replay: which decisions another policy would take otherwise") {
  Desk desk(
      R"({"rules": [
    {"id": "inside", "match": {"tools": "fs__write_file"}, "unless": {"args.path": {"under": "/srv"}}, "then": "deny"},
    {"id": "hours", "match": {"tools": "fs__stat"}, "active": {"days": ["wed"], "from": "10:00", "to": "10:30"},
     "then": "allow", "else": "ask"}]})",
      record(0, 1, "write_file", kRan + R"(,"args":{"path":"/etc/a"})") +
          record(1, 2, "write_file", kRan + R"(,"args":{"path":"/srv/a"})") +
          record(2, 3, "write_file", kRan) +
          record(
              3, 4, "write_file",
              R"("decision":"deny","guard":"policy","rule":"x","outcome":"notSent","args":{"path":"/srv/b"})") +
          record(4, 5, "stat", kRan + R"(,"args":{})") + record(40, 6, "stat", kRan + R"(,"args":{})") +
          record(41, 7, "list", kRan) +
          R"({"v":1,"time":"2026-11-18T10:42:00.000Z","event":"gap","lost":1})"
          "\n");
  const Json told = desk.replayed();
  CHECK(desk.exit == kOk);
  CHECK(told["calls"] == 7);
  CHECK(told["runs"] == 1);
  CHECK(told["judged"]["withArguments"] == 5);
  CHECK(told["judged"]["byName"] == 1);
  CHECK(told["notJudged"]["argumentsNotKept"] == 1);
  CHECK(told["changed"] == 3);
  const auto change = [&](const char* tool, const char* before, const char* after) {
    for (const Json& one : told["changes"])
      if (one["tool"] == tool && one["before"] == before && one["after"] == after)
        return one["ids"][0].get<std::string>();
    return std::string();
  };
  CHECK(change("fs__write_file", "allow", "deny") == "8f3a61c2-1");
  CHECK(change("fs__write_file", "deny", "allow") == "8f3a61c2-4");
  CHECK(change("fs__stat", "allow", "ask") == "8f3a61c2-6");
  CHECK(desk.run({.exit_code = true}, true) == kNegative);
  desk.printed();
  CHECK(desk.run({.since = "2026-11-18T10:41"}, true) == kOk);
  CHECK(Json::parse(desk.printed())["calls"] == 1);
  CHECK(desk.run({.since = "soon"}, true) == kUsage);
}

TEST_CASE("replay: for people, with what could not be judged") {
  Desk desk(R"({"permissions": {"deny": ["fs__rm*"]}})",
            record(0, 1, "rm_all", kRan) + record(1, 2, "rm_all", kRan) + record(2, 3, "odd", kRan) +
                record(3, 4, "write_file", kRan + R"(,"args":{"password":"[REDACTED]"})"));
  CHECK(desk.run({.verbose = true}, false) == kOk);
  const std::string text = desk.printed();
  for (const char* part : {"4 calls in 1 run", "1 judged with their arguments, 1 of them without the secrets",
                           "2 judged by the policy and the tool's name", "1 not judged: their arguments",
                           "+ allow → deny  fs__rm_all ×2", "8f3a61c2-1", "2 decisions of 3 would change."})
    CHECK_MESSAGE(contains(text, part), part, "\n", text);
  Desk none("{}", "");
  CHECK(none.run({}, false) == kOk);
  CHECK(none.printed() == "No calls are recorded.\n");
  CHECK(none.run({.ledger = none.scratch.path() / "nowhere"}, false) == kNegative);
  write_all(none.scratch.path() / "junk.jsonl", "junk\n");
  CHECK(none.run({.ledger = none.scratch.path() / "junk.jsonl"}, false) == kNegative);
  CHECK(none.printed().empty());
  CHECK(contains(none.err.str(), "junk.jsonl:1\n"));
  CHECK(none.run({.ledger = desk.directory.ledger() / "a.jsonl", .played = "new.jsonc"}, false) == kOk);
  const std::string played = none.printed();
  CHECK(contains(played, "4 calls in 1 run"));
  CHECK(contains(played, "; judged by new.jsonc\n"));
}

TEST_CASE("replay: accounts are kept per run, at the times of the calls") {
  const auto calls = [](const char* run, int first) {
    std::string lines;
    for (int i = 0; i < 3; ++i) {
      lines += Courtroom::line(first + i * 20, std::string(run) + "-" + std::to_string(i), "stat",
                               kRan + R"(,"args":{"n":)" + std::to_string(i) + "}");
    }
    return lines;
  };
  const std::string ledger = calls("aaaaaaaa", 0) + calls("bbbbbbbb", 5);
  Desk limited(R"({"rules": [{"id": "r", "match": {"tools": "fs__stat"}, "limit": {"calls": 2}}]})", ledger);
  CHECK(limited.replayed()["changed"] == 2);
  Desk rated(
      R"({"rules": [{"id": "r", "match": {"tools": "fs__stat"}, "limit": {"calls": 2, "per": "30m"}}]})",
      ledger);
  CHECK(rated.replayed()["changed"] == 0);
  CHECK(rated.replayed()["runs"] == 2);
}

TEST_CASE("replay: what was approved then was asked about, and ran") {
  Desk desk(R"({"permissions": {"ask": ["fs__move_file"]},
                "rules": [{"id": "once", "match": {"tools": "fs__move_file"}, "limit": {"calls": 1}}]})",
            record(0, 1, "move_file", kRan + R"(,"argsSha256":"d","args":{"a":1})") +
                record(1, 2, "move_file",
                       R"("decision":"deny","guard":"approval","code":"approval_denied","args":{"a":2})") +
                record(2, 3, "move_file", kRan + R"(,"argsSha256":"e","args":{"a":3})"));
  const Json told = desk.replayed();
  CHECK(told["changed"] == 2);
  for (const Json& one : told["changes"]) {
    CHECK(one["before"] == "ask");
    CHECK(one["after"] == "deny");
  }
}

TEST_CASE("replay: what had been decided by secrets that are gone is not judged") {
  Desk desk(
      "{}",
      record(0, 1, "write_file", R"("decision":"deny","guard":"secrets","args":{"content":"[REDACTED]"})") +
          R"({"v":1,"time":"2026-11-18T10:00:00Z","call":"8f3a61c2-2","server":"fs","tool":"resources/read","exposed":"resources/read","decision":"redact","outcome":"result"})"
          "\n");
  const Json told = desk.replayed();
  CHECK(told["calls"] == 1);
  CHECK(told["notJudged"]["secretsDecided"] == 1);
  CHECK(told["changed"] == 0);
}

TEST_CASE("a decision of the past in the words of policies") {
  const auto before = [](const std::string& line) { return decision_before(read_ledger_record(line)); };
  CHECK(before(R"({"decision":"redact"})") == "allow");
  CHECK(before(R"({"decision":"hold"})") == "ask");
  CHECK(before(R"({"decision":"allow","argsSha256":"x"})") == "ask");
  CHECK(before(R"({"decision":"rewrite"})") == "rewrite");
  CHECK(before(R"({"decision":"replay"})") == "replay");
}

TEST_CASE("replay: records that nobody sane wrote do no harm") {
  Desk desk("{}",
            record(0, 1, "stat", R"("decision":"allow","outcome":"result","args":{"a":1,"a":2})") +
                record(1, 2, "stat", R"("decision":7,"outcome":[],"args":[],"micros":9223372036854775807)") +
                R"({"v":1,"time":"9999-12-31T23:59:59.999Z","call":"8f3a61c2-3","tool":"t","args":{}})"
                "\n" +
                R"({"v":1,"time":"yesterday","call":"8f3a61c2-4","tool":"t","args":{}})"
                "\n" +
                R"({"v":1,"time":"2026-11-18T10:00:00Z","call":"-","tool":"","args":{"x":)" +
                std::string(60, '[') + std::string(60, ']') + "}}\n");
  const Json told = desk.replayed();
  CHECK(desk.exit == kOk);
  CHECK(told["calls"] == 4);
}
