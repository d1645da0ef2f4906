#include "gateway/commands/explain_command.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/commands/check_command.h"
#include "gateway/commands/exit_code.h"
#include "gateway/state/approvals.h"
#include "unit/gateway/commands/courtroom.h"

using namespace callgate;
using namespace callgate::commands;
using namespace callgate::test;
using Json = nlohmann::json;

namespace {

constexpr const char* kPolicy = R"({
  "permissions": { "ask": ["fs__move_file"] },
  "rules": [ { "id": "inside", "match": { "tools": "fs__write_file" },
               "unless": { "args.path": { "under": "/srv" } }, "then": "deny", "reason": "Only in /srv." } ] })";

struct Desk : Courtroom {
  explicit Desk(const std::string& policy = kPolicy) : Courtroom(policy) {}
  int explain(const std::string& what, std::optional<std::string> arguments = std::nullopt,
              bool as_json = true) {
    const ExplainRequest request{what, std::move(arguments), directory.root(), "uid:1", as_json};
    return commands::explain(config, world, clock, request, console);
  }
  Json explained(const std::string& what, std::optional<std::string> arguments = std::nullopt) {
    explain(what, std::move(arguments));
    return Json::parse(printed());
  }
  int check(const std::string& tool, const std::string& arguments, bool as_json = true) {
    return commands::check(config, world, "uid:1", directory.root(), tool, arguments, as_json, console);
  }
};

Json guard_at(const Json& told, const std::string& place, const std::string& guard) {
  for (const Json& one : told["guards"])
    if (one["place"] == place && one["guard"] == guard) return one;
  return nullptr;
}

Json rule_of(const Json& told, const std::string& id) {
  for (const Json& one : told["rules"])
    if (one["rule"] == id) return one;
  return nullptr;
}

}  // namespace

TEST_CASE("explain: a denied call, with the rule's place and the predicate that failed") {
  Desk desk;
  CHECK(desk.explain("fs__write_file", R"({"path":"/etc/hosts"})") == kNegative);
  const Json told = Json::parse(desk.printed());
  CHECK(told["decision"] == "deny");
  CHECK(told["rule"] == "inside");
  CHECK(told["listed"] == true);
  const std::string file = (desk.scratch.path() / "policy.jsonc").string();
  CHECK(told["where"] == file + ":3:14");
  const Json rule = rule_of(told, "inside");
  CHECK(rule["fate"] == "applies");
  REQUIRE(rule["conditions"].size() == 1);
  CHECK(rule["conditions"][0]["field"] == "args.path");
  CHECK(rule["conditions"][0]["where"] == file + ":4:43");
  CHECK(rule["conditions"][0]["value"] == "\"/etc/hosts\"");
  CHECK(rule["conditions"][0]["holds"] == "no");
  CHECK(guard_at(told, "rules", "policy")["decision"] == "deny");
  CHECK(guard_at(told, "rules", "policy")["ns"].is_number());
  CHECK(guard_at(told, "network", "network")["reached"] == false);
  CHECK(std::ranges::count(told["off"], "cache") == 1);
  CHECK(std::ranges::count(told["onResults"], "secrets") == 1);
}

TEST_CASE("explain: an allowed call reaches every guard, and what they take") {
  Desk desk;
  CHECK(desk.explain("fs__write_file", R"({"path":"/srv/a"})") == kOk);
  const Json told = Json::parse(desk.printed());
  CHECK(told["decision"] == "allow");
  CHECK(rule_of(told, "inside")["branch"] == "unless");
  CHECK(guard_at(told, "reserve", "budget")["decision"] == "allow");
  for (const Json& one : told["guards"]) CHECK(one["reached"] == true);
}

TEST_CASE("explain: for people") {
  Desk desk;
  CHECK(desk.explain("fs__write_file", R"({"path":"/etc/hosts"})", false) == kNegative);
  const std::string text = desk.printed();
  for (const char* part :
       {"deny  fs__write_file", "rule   inside  ", "policy.jsonc:3:14", "RULES", "it is about fs__move_file",
        "unless args.path under \"/srv\": no, it is \"/etc/hosts\"", "not reached",
        "switched off: ", "asked in "})
    CHECK_MESSAGE(contains(text, part), part, "\n", text);
  CHECK(desk.explain("fs__move_file", {}, false) == kNegative);
  CHECK(contains(desk.printed(), "judged without arguments"));
  CHECK(desk.explain("fs__move_file", "[]") == kUsage);
}

TEST_CASE("explain: a call of the past is judged again, and what differs is said") {
  Desk desk;
  write_all(desk.directory.ledger() / "a.jsonl",
            desk.line(0, "8f3a61c2-1", "write_file",
                      R"("decision":"allow","outcome":"result","micros":1500,"args":{"path":"/etc/hosts"})") +
                desk.line(1, "8f3a61c2-2", "read_file", R"("decision":"allow","outcome":"result")"));
  const Json told = desk.explained("8f3a61c2-1");
  CHECK(told["call"]["decided"] == "allow");
  CHECK(told["before"] == "allow");
  CHECK(told["now"] == "deny");
  CHECK(told["differs"] == true);
  CHECK(told["judgedAgain"]["rule"] == "inside");
  CHECK(desk.explain("8f3a61c2-1", {}, false) == kOk);
  CHECK(contains(desk.printed(), "allow then, deny now"));

  CHECK(desk.explained("8f3a61c2-2")["judgedAgain"].is_null());
  CHECK(desk.explained("8f3a61c2-2", R"({"path":"/a"})")["now"] == "allow");
  CHECK(desk.explain("8f3a61c2-2", {}, false) == kOk);
  CHECK(contains(desk.printed(), "Its arguments were not kept"));
  CHECK(desk.explain("8f3a61c2-9") == kNegative);
}

TEST_CASE("explain: a held call, by its approval and by its record") {
  Desk desk;
  state::Database database(desk.directory.database());
  state::Approvals approvals(database, desk.clock);
  const auto held = approvals.hold({.digest = "d1",
                                    .server = "fs",
                                    .tool = "move_file",
                                    .exposed = "fs__move_file",
                                    .arguments = R"({"source":"/a"})",
                                    .rule = "permissions.ask[0]",
                                    .reason = "The policy wants a person to agree."});
  REQUIRE(held.has_value());
  const Json told = desk.explained(held->id);
  CHECK(told["approval"]["state"] == "pending");
  CHECK(told["now"] == "ask");
  CHECK(told["differs"] == false);
  CHECK(told["argumentsFrom"] == "approval " + held->id);
  write_all(
      desk.directory.ledger() / "a.jsonl",
      desk.line(0, "8f3a61c2-1", "move_file", R"("decision":"hold","argsSha256":"d1","outcome":"notSent")"));
  CHECK(desk.explained("8f3a61c2-1")["before"] == "ask");
  CHECK(desk.explain("AAAA-22") == kNegative);
}

TEST_CASE("check: the verdict of the whole chain, with the definition that was remembered") {
  Desk desk;
  CHECK(desk.check("fs__read_file", "{}") == kNegative);
  const Json missing = Json::parse(desk.printed());
  CHECK(missing["guard"] == "schema");
  CHECK(missing["listed"] == true);
  CHECK(desk.check("fs__read_file", R"({"path":"/home/ada/.ssh/id_rsa"})") == kNegative);
  CHECK(Json::parse(desk.printed())["guard"] == "resources");
  CHECK(desk.check("fs__read_file", R"({"path":"/srv/a"})") == kOk);
  CHECK(Json::parse(desk.printed())["decision"] == "allow");
  CHECK(desk.check("fs__move_file", R"({"a":1,"a":2})") == kUsage);
}

TEST_CASE("check and explain: a tool that no server offers is judged by its name, and no success") {
  Desk desk;
  CHECK(desk.check("fs__move_file", "{}") == kNegative);
  CHECK(contains(desk.err.str(), "no server of the configuration offers \"fs__move_file\""));
  const Json moved = Json::parse(desk.printed());
  CHECK(moved["listed"] == false);
  CHECK(moved["unknown"] == true);
  CHECK(moved["decision"] == "hold");
  CHECK(desk.check("zz__nope", "{}", false) == kNegative);
  CHECK(desk.printed() == "unknown; by its name alone: allow  zz__nope\n");
  CHECK(desk.explain("fs__read_fle", "{}") == kNegative);
  CHECK(contains(desk.err.str(), "did you mean fs__read_file?"));
  std::filesystem::remove_all(desk.directory.catalog());
  CHECK(desk.check("fs__move_file", "{}") == kHeld);
}

TEST_CASE("check and explain: arguments in any layout") {
  Desk desk;
  const std::string pretty = "\n{\r\n  \"path\": \"/srv/a\"\n}\n";
  CHECK(desk.check("fs__read_file", pretty) == kOk);
  CHECK(desk.explain("fs__read_file", pretty) == kOk);
  CHECK(desk.check("fs__read_file", "{\"path\":\"/srv\n/a\"}") == kUsage);
  CHECK(desk.check("fs__read_file", "\n[1]\n") == kUsage);
  CHECK(desk.check("fs__read_file", " \n") == kUsage);
}

TEST_CASE("check and explain: where the store of accepted tools cannot be read there is no verdict") {
  Desk desk;
  write_all(desk.directory.database(), "this is no database, and long enough to be looked at as one");
  CHECK(desk.check("fs__read_file", R"({"path":"/srv/a"})") == kUnreachable);
  CHECK(desk.explain("fs__read_file", R"({"path":"/srv/a"})") == kUnreachable);
}

TEST_CASE("check: refusals with guidance, and rules that only watch") {
  Desk desk(R"({"rules": [
    {"id": "say", "match": {"tools": "fs__write_file"}, "then": "rewrite", "reason": "Use append."},
    {"id": "watch", "mode": "observe", "match": {"tools": "fs__read_file"}, "then": "deny"}]})");
  CHECK(desk.check("fs__write_file", "{}") == kNegative);
  CHECK(Json::parse(desk.printed())["decision"] == "rewrite");
  CHECK(desk.check("fs__read_file", R"({"path":"/srv/a"})") == kOk);
  const Json watched = Json::parse(desk.printed());
  CHECK(watched["decision"] == "allow");
  CHECK(watched["wouldBe"][0]["rule"] == "watch");
  CHECK(desk.check("fs__read_file", R"({"path":"/srv/a"})", false) == kOk);
  CHECK(contains(desk.printed(), "allow (observed: deny)  fs__read_file"));
}
