#include "core/guards/policy/rule_story.h"

#include "../policy_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

constexpr const char* kPolicy = R"P({
  "permissions": {
    "deny": ["fs__write_file(path:~/.ssh/**)", "git__*"],
    "ask": ["fs__move_file"],
    "allow": ["fs__read_*"] },
  "rules": [
    { "id": "workspace", "match": { "tools": "fs__write_file" },
      "unless": { "args.path": { "under": "${workspace}" } }, "then": "deny" },
    { "id": "sizes", "match": { "tools": "fs__write_file" }, "when": { "args.size": { "gt": 10 } },
      "then": { "if": { "args.size": { "lte": 20 } }, "do": "ask", "else": "deny" } },
    { "id": "no-tmp", "match": { "server": "fs" }, "when": { "args.path": { "not": { "glob": "/tmp/**" } } },
      "limit": { "calls": 5 } },
    { "id": "after", "match": { "tools": "fs__move_file" },
      "require": { "prior": { "tools": "fs__stat" } } },
    { "id": "office", "match": { "tools": "fs__move_file" }, "active": { "days": ["mon"] },
      "then": "ask", "else": "deny" },
    { "id": "cleans", "match": { "server": "fs" }, "when": { "result.text": { "contains": "x" } },
      "then": "redact" },
    { "id": "asleep", "mode": "off", "then": "deny" },
    { "id": "exec-only", "match": { "effect": "exec" }, "then": "ask" } ] })P";

using Fate = RuleStory::Fate;

struct Told {
  explicit Told(const std::string& tool, const std::string& arguments, const std::string& text = kPolicy,
                bool remarks = true)
      : policy(policy::policy_of({text}, {.remarks = remarks})),
        call("c1", some_tool("fs", tool), Bytes::copy(arguments)) {
    const GuardDeps deps{
        .clock = clock, .home = "/home/ada", .cwd = "/work", .world = std::make_shared<PolicyWorld>()};
    Passage shown(make_chain(policy, deps, "ada"), call);
    stories = stories_of(policy, deps, call);
  }
  const RuleStory& operator[](std::string_view rule) const {
    for (const RuleStory& story : stories)
      if (story.rule == rule) return story;
    FAIL("no story of " << rule);
    return stories.front();
  }
  ManualClock clock;  // a Thursday
  policy::Policy policy;
  Call call;
  std::vector<RuleStory> stories;
};

}  // namespace

TEST_CASE("a story of every entry and rule, each with its place") {
  const Told told("write_file", R"({"path":"/etc/passwd","size":15})");
  REQUIRE(told.stories.size() == 13);
  CHECK(told.stories.front().rule == "permissions.deny[0]");
  CHECK(told.stories.front().where == "a:3:14");
  CHECK(told["permissions.deny[0]"].fate == Fate::idle);
  CHECK(told["permissions.deny[0]"].why ==
        "argument \"path\" is \"/etc/passwd\", which does not match ~/.ssh/**");
  CHECK(told["permissions.deny[1]"].fate == Fate::other_tool);
  CHECK(told["permissions.deny[1]"].why == "it is about git__*");
  CHECK(told["cleans"].fate == Fate::later);
  CHECK(told["asleep"].fate == Fate::off);
  CHECK(told["after"].why == "it is about fs__move_file");
  CHECK(told["exec-only"].why == "it is about other effects, and fs__write_file counts as write");
  CHECK(told.stories.back().rule == "effects.write");
  CHECK(told.stories.back().fate == Fate::idle);
}

TEST_CASE("the predicate that failed, on which value") {
  const Told told("write_file", R"({"path":"/etc/passwd","size":15})");
  const RuleStory& workspace = told["workspace"];
  CHECK(workspace.fate == Fate::applies);
  CHECK(workspace.decision == "deny");
  REQUIRE(workspace.remarks.size() == 1);
  CHECK(workspace.remarks[0].part == "unless");
  CHECK(workspace.remarks[0].field == "args.path");
  CHECK(workspace.remarks[0].demand == "under \"${workspace}\"");
  CHECK(workspace.remarks[0].where == "a:8:34");
  CHECK(workspace.remarks[0].value == "\"/etc/passwd\"");
  CHECK(workspace.remarks[0].truth == policy::Truth::no);

  const Told inside("write_file", R"({"path":"/home/ada/proj/x"})");
  CHECK(inside["workspace"].fate == Fate::idle);
  CHECK(inside["workspace"].branch == "unless");
  CHECK(inside["sizes"].branch == "when");
  CHECK(inside["sizes"].remarks[0].value == "absent");
}

TEST_CASE("branches of then, and what is asked for with not") {
  const Told small("write_file", R"({"path":"/tmp/x","size":15})");
  CHECK(small["sizes"].branch == "then.if");
  CHECK(small["sizes"].decision == "ask");
  CHECK(small["sizes"].remarks.back().demand == "lte 20");
  CHECK(small["sizes"].remarks.back().truth == policy::Truth::yes);
  CHECK(small["no-tmp"].fate == Fate::idle);
  CHECK(small["no-tmp"].remarks[0].demand == "not glob \"/tmp/**\"");
  CHECK(small["no-tmp"].remarks[0].truth == policy::Truth::no);
  const Told large("write_file", R"({"path":"/etc/x","size":21})");
  CHECK(large["sizes"].branch == "then");
  CHECK(large["sizes"].decision == "deny");
  CHECK(large["sizes"].remarks.back().truth == policy::Truth::no);
  CHECK(large["no-tmp"].fate == Fate::applies);
  CHECK(large["no-tmp"].decision == "");
}

TEST_CASE("what comes before, office hours, and what cannot be judged") {
  const Told move("move_file", R"({})");
  CHECK(move["after"].branch == "require");
  CHECK(move["after"].decision == "deny");
  CHECK(move["office"].branch == "else");
  CHECK(move["office"].decision == "deny");
  CHECK(move["permissions.ask[0]"].fate == Fate::applies);
  const Told odd("write_file", R"({"path":["/etc"],"size":"15"})");
  CHECK(odd["sizes"].fate == Fate::unjudged);
  CHECK(odd["sizes"].decision == "deny");
  CHECK(odd["sizes"].why == "\"args.size\" is a string, and \"gt\" needs a number");
  CHECK(odd["permissions.deny[0]"].fate == Fate::unjudged);
}

TEST_CASE("the default speaks where nothing else does") {
  const Told deleted("delete_file", R"({})");
  CHECK(deleted.stories.back().rule == "effects.destructive");
  CHECK(deleted.stories.back().fate == Fate::applies);
  CHECK(deleted.stories.back().decision == "ask");
  const Told read("read_file", R"({})");
  CHECK(read["permissions.allow[0]"].fate == Fate::applies);
  CHECK(read.stories.back().fate == Fate::idle);
}

TEST_CASE("values are shown without secrets, and cut") {
  const std::string text =
      rules(R"({"id": "r", "when": {"args.password": {"eq": "a"}, "args.text": {"eq": "b"}},"then": "deny"},
               {"id": "s", "when": {"args.text": {"contains": "z"}}, "then": "deny"})");
  const Told told("write_file", R"({"password":"hunter2","text":")" + std::string(500, 'x') + R"("})", text);
  CHECK(told["r"].remarks[0].value == "\"[REDACTED]\"");
  CHECK(told["s"].remarks[0].value.size() < 200);
  CHECK(told["s"].remarks[0].value.ends_with("(502 bytes)"));
  const Told key("write_file", R"({"text":"ghp_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"})", text);
  CHECK(key["s"].remarks[0].value == "\"[REDACTED]\"");
}

TEST_CASE("a policy that was read without remarks decides the same and says less") {
  const Told told("write_file", R"({"path":"/etc/passwd"})", kPolicy, false);
  CHECK(told["workspace"].decision == "deny");
  CHECK(told["workspace"].remarks.empty());
}
