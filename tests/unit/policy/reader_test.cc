#include "core/policy/reader.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/policy/pattern.h"

using namespace callgate;
using namespace callgate::policy;
using guard::Mode;

namespace {

std::vector<Layer> layers_of(const std::vector<std::string>& texts, config::Findings& found) {
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto source = std::make_shared<const config::Source>(
        config::Source{std::string(1, static_cast<char>('a' + i)), texts[i]});
    auto tree = config::parse_jsonc(source, found.errors);
    REQUIRE(tree.has_value());
    layers.push_back({std::move(source), std::move(*tree)});
  }
  return layers;
}

Reading reading(const std::vector<std::string>& texts, const Choice& choice = {}) {
  config::Findings found;
  auto result = read_policy(layers_of(texts, found), choice, found);
  for (const config::Problem& problem : found.errors) MESSAGE(config::one_line(problem));
  REQUIRE(result.has_value());
  return *result;
}

Policy policy_of(const std::vector<std::string>& texts, const Choice& choice = {}) {
  return reading(texts, choice).policy;
}

// All errors, a line each.
std::string errors(const std::vector<std::string>& texts, const Choice& choice = {}) {
  config::Findings found;
  const auto result = read_policy(layers_of(texts, found), choice, found);
  CHECK(result.has_value() == found.errors.empty());
  config::sort_by_place(found.errors);
  std::string lines;
  for (const config::Problem& problem : found.errors) lines += config::one_line(problem) + "\n";
  return lines;
}

std::string patterns(const std::vector<Permission>& list) {
  std::string text;
  for (const Permission& permission : list) text += permission.pattern + " ";
  return text;
}

constexpr std::string_view kFour =
    R"("readOnly": "allow", "destructive": "deny", "other": "ask", "untrusted": "ask")";
std::string default_of(std::string_view four) {
  return "{\"default\": {" + std::string(four) + "}}";
}

}  // namespace

TEST_CASE("without a file the preset balanced holds") {
  const Policy policy = policy_of({});
  CHECK(policy.preset == Preset::balanced);
  CHECK(policy.mode == Mode::enforce);
  CHECK_FALSE(policy.fallback.has_value());
  CHECK(policy.guards.cache.mode == Mode::off);
  CHECK(policy.revision.size() == 64);
}

TEST_CASE("everything that can be said is read") {
  const Reading read = reading({R"json({
    "$schema": "./policy.schema.json", "version": 1, "preset": "strict", "mode": "warn",
    "permissions": {"allow": ["fs__read_*", "mcp__github__get_*"], "ask": ["github__merge"],
                    "deny": ["*__delete", "fs__write_file(path:~/.ssh/**)"]},
    "trustAnnotations": ["fs"], "default": "ask",
    "guards": {"policy": {"mode": "observe"},
               "cache": {"mode": "enforce", "ttl": "2m", "max_bytes": "1MiB", "tools": ["mcp__db__query"]},
               "approval": {"mode": "off", "max_pending": 5}},
  })json"});
  const Policy& policy = read.policy;
  CHECK(policy.preset == Preset::strict);
  CHECK(policy.mode == Mode::warn);
  CHECK(patterns(policy.allow) == "fs__read_* github__get_* ");
  CHECK(patterns(policy.ask) == "github__merge ");
  REQUIRE(policy.deny.size() == 2);
  CHECK(policy.deny[1].rule == "permissions.deny[1]");
  CHECK(policy.deny[1].where == "a:4:43");
  CHECK(policy.deny[1].argument == "path");
  CHECK(read.names_trusted);
  CHECK(policy.trust_annotations == std::vector<std::string>{"fs"});
  REQUIRE(policy.fallback.has_value());
  CHECK(policy.fallback->read_only == Action::ask);
  CHECK(policy.fallback->untrusted == Action::ask);
  CHECK(policy.guards.policy.mode == Mode::observe);
  CHECK(policy.guards.cache.mode == Mode::enforce);
  CHECK(policy.guards.cache.ttl == Millis(120'000));
  CHECK(policy.guards.cache.max_bytes == 1u << 20);
  CHECK(patterns_of(policy.guards.cache.tools) == std::vector<std::string>{"db__query"});
  CHECK(policy.guards.approval.mode == Mode::off);
  CHECK(policy.guards.approval.max_pending == 5);
}

TEST_CASE("a preset fills in what the file leaves out, and only that") {
  CHECK(policy_of({R"({"preset": "off"})"}).mode == Mode::off);
  CHECK(policy_of({R"({"preset": "observe"})"}).mode == Mode::observe);
  CHECK(policy_of({R"({"preset": "observe", "mode": "enforce"})"}).mode == Mode::enforce);
  const auto strict = policy_of({R"({"preset": "strict"})"}).fallback;
  REQUIRE(strict.has_value());
  CHECK(strict->read_only == Action::allow);
  CHECK(strict->destructive == Action::deny);
  CHECK(strict->other == Action::ask);
  CHECK(strict->untrusted == Action::deny);
  const auto written = policy_of({R"({"preset": "strict", "default": "allow"})"}).fallback;
  REQUIRE(written.has_value());
  CHECK(written->untrusted == Action::allow);
}

TEST_CASE("the command line wins over preset and mode of the files") {
  CHECK(policy_of({R"({"mode": "enforce"})"}, {.preset = Preset::off}).mode == Mode::off);
  CHECK(policy_of({R"({"preset": "off", "mode": "off"})"}, {.preset = Preset::strict}).mode == Mode::enforce);
  CHECK(policy_of({R"({"preset": "strict"})"}, {.observe = true}).mode == Mode::observe);
}

TEST_CASE("every error is reported with its place, all at once") {
  CHECK(errors({R"json({
  "permissions": {"alow": [], "deny": ["fs__x(path)", "ok"], "ask": [1]},
  "mode": "enforced",
  "default": {"readOnly": "allow", "destructive": "never"},
  "guards": {"cache": {"ttl": "10"}, "looops": {}, "policy": {"efects": {}}, "approval": {"deadline_s": 3}},
  "sets": {}, "rules": [], "grants": [], "mayLoosen": [],
  "profiles": {"ci": {"permissions": {"deny": ["a b"]}, "rules": [], "sets": {}}},
})json"}) ==
        R"text(a:2:19: unknown key "alow" in permissions: did you mean "allow"?
a:2:40: permissions.deny[0] is no pattern of a tool: in the brackets stands an argument, a colon and a pattern: fs__write_file(path:~/.ssh/**)
a:2:70: permissions.ask[0] must be a string that is not empty: this is a number
a:3:11: mode must be "off", "observe", "warn" or "enforce": did you mean "enforce"?
a:4:14: "other" is missing in default (Other tools of trusted servers.)
a:4:14: "untrusted" is missing in default (Tools without hints, or of servers whose hints are not trusted.)
a:4:51: default.destructive must be "allow", "ask" or "deny"
a:5:31: guards.cache.ttl must be a duration such as "30s", "15m" or "24h": a whole number and ms, s, m, h or d
a:5:38: unknown key "looops" in guards: did you mean "loops"?
a:5:63: unknown key "efects" in guards.policy: did you mean "effects"?
a:5:91: "deadline_s" in guards.approval has no meaning here (waits and lifetimes stand under "approvals" in the configuration)
a:7:48: profiles.ci.permissions.deny[0] is no pattern of a tool: a tool's name has letters, digits, "_", "-", "." and "/"; "*" stands for any of them
a:7:70: "sets" in profiles.ci has no meaning here (this is said once, at the top level)
)text");
}

TEST_CASE("later files may tighten") {
  const Policy policy = policy_of({
      R"({"preset": "observe", "permissions": {"allow": ["fs__read"]}, "default": "allow",
          "guards": {"cache": {"mode": "enforce", "ttl": "1m", "tools": ["a", "b"]}}})",
      R"({"preset": "strict", "mode": "enforce", "permissions": {"allow": ["fs__read"], "ask": ["x"], "deny": ["y"]},
          "default": "ask", "guards": {"cache": {"ttl": "10s", "max_bytes": 4096, "tools": ["a"]}}})",
      R"({"guards": {"cache": {"mode": "off"}, "approval": {"max_pending": 2}}})"});
  CHECK(policy.preset == Preset::strict);
  CHECK(policy.mode == Mode::enforce);
  CHECK(policy.fallback->other == Action::ask);
  CHECK(patterns(policy.ask) == "x ");
  CHECK(patterns(policy.deny) == "y ");
  CHECK(policy.deny[0].where == "b:1:103");
  CHECK(policy.guards.cache.mode == Mode::off);
  CHECK(policy.guards.cache.ttl == Millis(10'000));
  CHECK(policy.guards.cache.max_bytes == 4096);
  CHECK(policy.guards.cache.tools == std::vector<std::string>{"a"});
  CHECK(policy.guards.approval.max_pending == 2);
}

TEST_CASE("later files may not loosen, and both places are named") {
  CHECK(errors({"{\n \"mode\": \"enforce\"}", "{\"version\": 1,\n  \"mode\": \"observe\"}"}) ==
        "b:2:11: the mode is looser here than before: an earlier file says more at a:2:10 (a later file may "
        "only tighten; "
        "change the earlier one)\n");
  CHECK(errors({"{}", R"({"mode": "observe"})"}).find("the preset says more") != std::string::npos);
  const std::pair<std::string, std::string> pairs[] = {
      {R"({"preset": "strict"})", R"({"preset": "balanced"})"},
      {"{}", R"({"preset": "off"})"},
      {R"({"default": "deny"})", R"({"default": "ask"})"},
      {"{}", R"({"default": "allow"})"},
      {R"({"preset": "strict"})", default_of(kFour)},
      {"{}", R"({"guards": {"cache": {"mode": "enforce"}}})"},
      {"{}", R"({"guards": {"cache": {"ttl": "31s"}}})"},
      {"{}", R"({"guards": {"cache": {"max_bytes": "17MiB"}}})"},
      {"{}", R"({"guards": {"cache": {"tools": ["x"]}}})"},
      {"{}", R"({"guards": {"policy": {"mode": "warn"}}})"},
      {"{}", R"({"guards": {"approval": {"mode": "off"}}})"},
      {"{}", R"({"guards": {"approval": {"max_pending": 33}}})"},
      {R"({"trustAnnotations": ["a"]})", R"({"trustAnnotations": ["a", "b"]})"},
      {R"({"trustAnnotations": ["a"]})", R"({"trustAnnotations": []})"},
      {"{}", R"({"permissions": {"allow": ["x"]}})"},
      {R"json({"permissions": {"allow": ["x(a:b)"]}})json", R"({"permissions": {"allow": ["x"]}})"},
      {"{}", R"({"profiles": {"p": {"mode": "off"}}})"},
  };
  for (const auto& [first, second] : pairs) {
    CAPTURE(first);
    CAPTURE(second);
    const std::string found =
        errors({first, second}, {.profile = second.find("profiles") == std::string::npos ? "" : "p"});
    CHECK(found.starts_with("b:"));
    CHECK(std::count(found.begin(), found.end(), '\n') == 1);
  }
}

TEST_CASE("a profile adds to its file, may override it there, and must exist") {
  const std::string file = R"({"permissions": {"deny": ["a"]}, "mode": "enforce", "profiles": {
    "ci": {"default": {"readOnly": "allow", "destructive": "deny", "other": "deny", "untrusted": "deny"}, "ask": "deny"},
    "cursor": {"permissions": {"deny": ["pay__*"], "ask": ["b"]}, "mode": "observe", "preset": "strict"}}})";
  CHECK(patterns(policy_of({file}).deny) == "a ");
  const Policy cursor = policy_of({file}, {.profile = "cursor"});
  CHECK(patterns(cursor.deny) == "a pay__* ");
  CHECK(cursor.deny[1].rule == "profiles.cursor.permissions.deny[0]");
  CHECK(cursor.mode == Mode::observe);
  CHECK(cursor.preset == Preset::strict);
  CHECK(policy_of({file}, {.profile = "ci"}).fallback->other == Action::deny);
  CHECK(errors({file}, {.profile = "cursr"}) ==
        "a:1:65: there is no profile \"cursr\": did you mean \"cursor\"? (add \"cursr\": {} if it is to "
        "change nothing)\n");
  CHECK(errors({"{}"}, {.profile = "cursor"}) == "");
}

TEST_CASE("where nobody can be asked, asking is refusing") {
  const std::string file = R"({"permissions": {"ask": ["a"], "deny": ["b"]}, "default": "ask",
                               "profiles": {"ci": {"ask": "deny"}}})";
  const Policy ci = policy_of({file}, {.profile = "ci"});
  CHECK(ci.ask_denies);
  CHECK(ci.ask.empty());
  CHECK(patterns(ci.deny) == "b a ");
  CHECK(ci.deny[1].rule == "permissions.ask[0]");
  CHECK(ci.fallback->destructive == Action::deny);
  CHECK_FALSE(policy_of({file}).ask_denies);
}

TEST_CASE("the revision changes with what is read, and with nothing else") {
  const auto revision = [](std::string text, Choice choice = {}) {
    return policy_of({std::move(text)}, choice).revision;
  };
  const std::string file = R"({"permissions": {"deny": ["a"]}})";
  CHECK(revision(file) == revision("// note\n{\"permissions\":{\n\"deny\":[\"\\u0061\",],},}"));
  CHECK(revision(file) != revision(R"({"permissions": {"deny": ["b"]}})"));
  CHECK(revision(file) != revision(R"({"permissions": {"ask": ["a"]}})"));
  CHECK(revision(file) != revision(file, {.preset = Preset::strict}));
  CHECK(revision(file) != revision(file, {.observe = true}));
  CHECK(revision(file) != revision(file, {.profile = "ci"}));
}
