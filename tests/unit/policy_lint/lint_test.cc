#include <fstream>
#include <iterator>

#include "linted.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::policy_lint;

TEST_CASE("lint: patterns that fit no tool, with what was meant") {
  CHECK(
      found(
          R"({"permissions":{"allow":["fs__read_flie","fs__raed_*","*__delete_*"],"deny":["*__delete_repo"]}})",
          kDeadPattern) ==
      "dead-pattern 1:26 warning: permissions.allow[0] fits no tool: \"fs__read_flie\": did you mean "
      "\"fs__read_file\"?\n"
      "dead-pattern 1:42 warning: permissions.allow[1] fits no tool: \"fs__raed_*\": did you mean "
      "\"fs__read_*\"?\n"
      "dead-pattern 1:55 warning: permissions.allow[2] fits no tool: \"*__delete_*\"\n"
      "dead-pattern 1:78 note: permissions.deny[0] fits no tool: \"*__delete_repo\"\n");
  CHECK(found(R"({"trustAnnotations":["fs","githb"]})", kDeadPattern) ==
        "dead-pattern 1:27 warning: trustAnnotations names a server that has no tools: \"githb\"\n");
  CHECK(found(rule(R"("match":{"server":"fss"},"then":"ask")"), kDeadPattern) ==
        "dead-pattern 1:39 warning: rule \"r\" is about a server that has no tools: \"fss\": did you mean "
        "\"fs\"?\n");
  CHECK(found(rule(R"("match":{"server":"db","tools":"fs__*"},"then":"ask")"), kDeadRule)
            .starts_with("dead-rule 1:29 warning: rule \"r\" is about no tool there is"));
}

TEST_CASE("lint: what something stricter always wins over, and what is said twice") {
  CHECK(
      found(
          R"x({"permissions":{"allow":["fs__read_file","pay__*"],"ask":["*__read_*"],"deny":["fs__*(path:/etc/**)"]}})x",
          kShadowed) ==
      "shadowed 1:26 warning: permissions.allow[0] never takes effect: permissions.ask[0] (p.jsonc:1:59) "
      "asks about "
      "all of it\n");
  CHECK(
      found(
          R"({"permissions":{"allow":["pay__*"]},"rules":[{"id":"no","match":{"server":"pay"},"then":"deny"},
      {"id":"yes","match":{"tools":"pay__send"},"then":"allow"},{"id":"some","match":{"tools":"*"},"then":"allow"}]})",
          kShadowed) ==
      "shadowed 1:26 warning: permissions.allow[0] never takes effect: rule \"no\" (p.jsonc:1:46) denies all "
      "of it\n"
      "shadowed 2:7 warning: rule \"yes\" never takes effect: rule \"no\" (p.jsonc:1:46) denies all of it\n");
  CHECK(found(R"({"permissions":{"allow":["fs__*"]},"rules":[{"id":"a","match":{"tools":"fs__*"},
      "when":{"args.path":{"eq":"x"}},"then":"deny"}]})",
              kShadowed)
            .empty());
  CHECK(found(R"({"permissions":{"deny":["fs__write_file","fs__*","mcp__fs__write_file"]}})", kDuplicate) ==
        "duplicate 1:25 note: permissions.deny[0] says nothing that permissions.deny[1] does not say: that "
        "is at "
        "p.jsonc:1:42\n"
        "duplicate 1:50 note: permissions.deny[2] says nothing that permissions.deny[0] does not say: that "
        "is at "
        "p.jsonc:1:25\n");
  CHECK(found(R"({"rules":[{"id":"a","match":{"tools":"fs__*"},"then":"ask"},
      {"then":"ask","id":"b","match":{"tools":"fs__*"}}]})",
              kDuplicate) ==
        "duplicate 2:7 note: rule \"b\" says the same as rule \"a\": that is at p.jsonc:1:11\n");
}

TEST_CASE("lint: a tool that destroys and that only the default covers") {
  CHECK(lines_of(linted(R"({"default":"allow"})")) ==
        "uncovered-destructive 1:12 warning: a tool that says it destroys is covered by the default alone: "
        "fs__write_file: they are allowed\n");
  CHECK(found(R"({"default":"deny"})", kUncoveredDestructive).starts_with("uncovered-destructive 1:12 note"));
  CHECK(linted(R"({"default":"allow","permissions":{"ask":["fs__write_*"]}})").empty());
  CHECK(
      linted(
          R"({"default":"allow","rules":[{"id":"r","match":{"annotations":{"destructiveHint":true}},"then":"ask"}]})")
          .empty());
}

TEST_CASE("lint: sets without use, old grants, rules that only watch") {
  CHECK(
      found(
          R"({"sets":{"a":["x"],"b":["y"]},"rules":[{"id":"r","match":{"tools":"db__query"},"when":{"args.sql":{"in":"@a"}},"then":"ask"}]})",
          kUnusedSet) == "unused-set 1:20 warning: nothing uses the set \"b\": rules would say \"@b\"\n");
  const auto grant = [](const std::string& at, const std::string& expires) {
    return others((R"({"grants":[{"id":"g","match":{"tools":"db__query"},"origin":{"approval":"K","at":")" +
                   at + R"("},"expires":")" + expires + R"("}]})"));
  };
  CHECK(grant("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z").empty());
  CHECK(grant("2026-10-01T00:00:00Z", "2026-12-01T00:00:00Z") ==
        "old-grant 1:12 warning: the grant \"g\" was given 48 days ago\n");
  CHECK(grant("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z").starts_with("expired-grant 1:"));
  CHECK(
      found(
          R"({"mode":"observe","rules":[{"id":"r","mode":"off","match":{"tools":"*"},"then":"ask"}],"guards":{"loops":{"mode":"observe"}}})",
          kSwitchedOff) ==
      "switched-off 1:9 note: everything only watches: it decides nothing\n"
      "switched-off 1:45 note: rule \"r\" is switched off\n"
      "switched-off 1:114 note: the guard \"loops\" only watches: it decides nothing\n");
}

TEST_CASE("lint: parts of a schema that are not checked") {
  const std::vector<mcp::ToolPtr> tools{listed_tool("a__b", R"({"x":{"type":"string","pattern":"(?=a)b"}})")};
  const std::string lines = lines_of(linted("{}", tools));
  CHECK(lines.starts_with("unchecked-schema note: the inputSchema of a__b is not checked in full: "));
}

TEST_CASE("lint: without tools, what needs none is found all the same") {
  const std::string policy = R"({"sets":{"a":[]},"permissions":{"allow":["fs__raed","x__y"],"deny":["x__*"]},
    "rules":[{"id":"r","match":{"tools":"fs__nope"},"when":{"args.pth":{"gt":5,"lt":1}},"then":"deny"}]})";
  CHECK(lines_of(linted(policy, std::nullopt)) ==
        "unused-set 1:10 warning: nothing uses the set \"a\": rules would say \"@a\"\n"
        "shadowed 1:53 warning: permissions.allow[1] never takes effect: permissions.deny[0] (p.jsonc:1:69) "
        "denies all of it\n"
        "never-matches 2:80 error: rule \"r\" never applies: no number is so large and so small at once\n");
}

TEST_CASE("lint: what stands in a profile meets its own profile and all of the file") {
  CHECK(
      found(
          R"({"permissions":{"deny":["db__*"]},"profiles":{"a":{"permissions":{"allow":["db__query","pay__send"]}},
    "b":{"permissions":{"deny":["pay__*"]}}}})",
          kShadowed) ==
      "shadowed 1:76 warning: profiles.a.permissions.allow[0] never takes effect: permissions.deny[0] "
      "(p.jsonc:1:25) denies all of it\n");
}

TEST_CASE("lint: every code has a name of its own, and is documented") {
  CHECK(linted("{}", std::vector<mcp::ToolPtr>{}).empty());
  std::ifstream file(std::string(CALLGATE_SOURCE_DIR) + "/core/policy_lint/README.md");
  const std::string documented(std::istreambuf_iterator<char>(file), {});
  std::vector<std::string_view> names;
  for (const Code* code : kCodes) {
    names.push_back(code->name);
    CAPTURE(code->name);
    CHECK(documented.find("`" + std::string(code->name) + "`") != documented.npos);
  }
  std::ranges::sort(names);
  CHECK(std::ranges::adjacent_find(names) == names.end());
}
