#include <doctest/doctest.h>

#include "../guard/scripted_guard.h"
#include "core/base/plain_path.h"
#include "core/guards/registry.h"
#include "tests/unit/guards/only.h"

using namespace callgate;
using namespace callgate::guard;
using policy::Action;
using policy::Permission;
using policy::Policy;

namespace {

// "name" or "name(argument:pattern)", as the policy file writes it.
Permission entry(std::string text, std::string rule) {
  const std::size_t open = text.find('('), colon = text.find(':');
  if (open == text.npos) return {text, "", "", rule, "policy.jsonc:1:1"};
  return {text.substr(0, open), text.substr(open + 1, colon - open - 1),
          text.substr(colon + 1, text.size() - colon - 2), rule, "policy.jsonc:1:1"};
}

Policy lists(std::vector<std::string> allow, std::vector<std::string> ask, std::vector<std::string> deny) {
  Policy policy;
  const auto fill = [](const std::vector<std::string>& from, std::vector<Permission>& to,
                       const std::string& name) {
    for (const std::string& text : from) {
      to.push_back(entry(text, "permissions." + name + "[" + std::to_string(to.size()) + "]"));
    }
  };
  fill(allow, policy.allow, "allow");
  fill(ask, policy.ask, "ask");
  fill(deny, policy.deny, "deny");
  return policy;
}

struct Judged {
  Decision decision;
  Finding why;
  Assurance needs = Assurance::any;
};

Judged judge(Policy policy, mcp::ToolPtr tool, std::string_view arguments = "{}") {
  test::only(policy, {"policy", "approval"});
  ManualClock clock;
  const auto chain = make_chain(policy, {clock, "/home/ada", "/work"}, "ada");
  Call call("c1", std::move(tool), Bytes::copy(arguments));
  Passage passage(chain, call);
  Verdict verdict = passage.enter();
  Judged judged{decision_of(verdict), {}};
  if (const Finding* why = finding_of(verdict)) judged.why = *why;
  if (const Ask* ask = std::get_if<Ask>(&verdict)) judged.needs = ask->needs;
  return judged;
}

Decision decide(const Policy& policy, std::string native, std::string_view arguments = "{}") {
  return judge(policy, some_tool("fs", std::move(native)), arguments).decision;
}

}  // namespace

TEST_CASE("policy: deny before ask before allow, in no order") {
  const Policy policy = lists({"fs__*"}, {"fs__write_*"}, {"fs__write_secret"});
  CHECK(decide(policy, "read_file") == Decision::allow);
  CHECK(decide(policy, "write_file") == Decision::hold);
  CHECK(decide(policy, "write_secret") == Decision::deny);
  const Policy reversed = lists({"fs__write_secret"}, {"fs__write_secret"}, {"fs__*"});
  CHECK(decide(reversed, "write_secret") == Decision::deny);
}

TEST_CASE("policy: a refusal names the rule and its place, and says what to do instead") {
  const Policy policy = lists({}, {"fs__edit"}, {"fs__x", "fs__write_file(path:~/.ssh/**)"});
  const Judged by_name = judge(policy, some_tool("fs", "x"));
  CHECK(by_name.why.guard == "policy");
  CHECK(by_name.why.code == "policy_deny");
  CHECK(by_name.why.rule == "permissions.deny[0]");
  CHECK(by_name.why.reason == "The policy does not allow fs__x (permissions.deny[0], policy.jsonc:1:1).");
  CHECK_FALSE(by_name.why.instead.empty());
  const Judged by_path = judge(policy, some_tool("fs", "write_file"), R"({"path":"~/.ssh/id"})");
  CHECK(by_path.why.rule == "permissions.deny[1]");
  CHECK(by_path.why.reason ==
        "The policy does not allow fs__write_file when its argument \"path\" matches \"~/.ssh/**\" "
        "(permissions.deny[1], policy.jsonc:1:1).");
  const Judged asked = judge(policy, some_tool("fs", "edit"));
  CHECK(asked.decision == Decision::hold);
  CHECK(asked.why.code == "policy_ask");
  CHECK(asked.why.rule == "permissions.ask[0]");
}

TEST_CASE("policy: a pattern may use any of the names people know a tool by") {
  for (const char* pattern : {"fs__read_file", "mcp__fs__read_file", "mcp__fs__*", "*__read_file", "fs__*"}) {
    CAPTURE(pattern);
    CHECK(decide(lists({}, {}, {pattern}), "read_file") == Decision::deny);
  }
  CHECK(decide(lists({}, {}, {"read_file"}), "read_file") == Decision::allow);
  auto bare = std::make_shared<mcp::Tool>(*some_tool("fs", "read_file"));
  bare->exposed = "read_file";
  for (const char* pattern :
       {"read_file", "fs__read_file", "mcp__read_file", "mcp__fs__read_file", "*__read_file"}) {
    CAPTURE(pattern);
    CHECK(judge(lists({}, {}, {pattern}), bare).decision == Decision::deny);
  }
  auto renamed = std::make_shared<mcp::Tool>(*some_tool("files", "delete_repository"));
  renamed->exposed = "f__delete_repository_3fa1";
  CHECK(judge(lists({}, {}, {"*__delete_repository"}), renamed).decision == Decision::deny);
}

TEST_CASE("policy: a denied path is caught however it is written") {
  const Policy policy = lists({}, {}, {"fs__write_file(path:~/.ssh/**)"});
  for (const char* path : {"~/.ssh/id", "/home/ada/.ssh/id", "/home/ada/x/../.ssh/id", "/home/ada/./.ssh//id",
                           "~/x/../.ssh/id", "/home/ada/.ssh", "~/.ssh/", "/home/ada/.ssh/a/b/c",
                           "/../home/ada/.ssh/id", "\\u007e/.ssh/id", "\\/home\\/ada\\/.ss\\u0068\\/id",
                           ".ssh/id", "a/../.ssh/id", "../home/ada/.ssh/id", "~/.ssh/../.ssh/id"}) {
    CAPTURE(path);
    CHECK(decide(policy, "write_file", R"({"path":")" + std::string(path) + "\"}") == Decision::deny);
  }
}

TEST_CASE("policy: and its neighbours are left alone") {
  const Policy policy = lists({}, {}, {"fs__write_file(path:~/.ssh/**)"});
  for (const char* path : {"~/.sshd/config", "/home/ada/ssh/id", "/home/eve/.ssh/id", "/srv/.ssh/id",
                           "notes/.sshrc", "", "https://example.com/home/ada/.ssh/id"}) {
    CAPTURE(path);
    CHECK(decide(policy, "write_file", R"({"path":")" + std::string(path) + "\"}") == Decision::allow);
  }
  CHECK(decide(policy, "write_file", R"({"content":"~/.ssh/id"})") == Decision::allow);
  CHECK(decide(policy, "write_file", "{}") == Decision::allow);
  CHECK(decide(policy, "read_file", R"({"path":"~/.ssh/id"})") == Decision::allow);
}

TEST_CASE("policy: an argument that cannot be judged fails closed") {
  const Policy deny = lists({}, {}, {"fs__write_file(path:~/.ssh/**)"});
  const Policy ask = lists({}, {"fs__write_file(path:~/.ssh/**)"}, {});
  for (const Policy& policy : {deny, ask}) {
    for (const char* value : {"7", "null", "[\"~/.ssh/id\"]", "{\"path\":\"x\"}", "true"}) {
      const Judged judged =
          judge(policy, some_tool("fs", "write_file"), R"({"path":)" + std::string(value) + "}");
      CAPTURE(value);
      CHECK(judged.decision == Decision::deny);
      CHECK(judged.why.code == "policy_type_error");
    }
    const Judged judged = judge(policy, some_tool("fs", "write_file"), R"({"path":"/a","Path":"~/.ssh/id"})");
    CHECK(judged.decision == Decision::deny);
    CHECK(judged.why.code == "policy_ambiguous_key");
  }
  Policy allow = lists({"fs__write_file(path:/srv/**)"}, {}, {});
  allow.fallback = policy::Default{Action::ask, Action::ask, Action::ask, Action::ask};
  CHECK(decide(allow, "write_file", R"({"path":7})") == Decision::hold);
  CHECK(decide(allow, "write_file", R"({"Path":"/srv/x"})") == Decision::hold);
}

TEST_CASE("policy: what is allowed under a folder is not allowed beside it") {
  Policy policy =
      lists({"fs__write_file(path:/srv/**)", "fs__fetch(url:https://api.example.com/**)"}, {}, {});
  policy.fallback = policy::Default{Action::deny, Action::deny, Action::deny, Action::deny};
  CHECK(decide(policy, "write_file", R"({"path":"/srv/a/b"})") == Decision::allow);
  CHECK(decide(policy, "write_file", R"({"path":"/srv/a/../b"})") == Decision::allow);
  CHECK(decide(policy, "write_file", R"({"path":"/srv"})") == Decision::allow);
  for (const char* path : {"/srv/../etc/passwd", "/srvx/a", "srv/a", "~/srv/a", "/etc/../srv/a"}) {
    CAPTURE(path);
    CHECK(decide(policy, "write_file", R"({"path":")" + std::string(path) + "\"}") == Decision::deny);
  }
  CHECK(decide(policy, "fetch", R"({"url":"https://api.example.com/v1/x"})") == Decision::allow);
  CHECK(decide(policy, "fetch", R"({"url":"https://api.example.com/../../evil"})") == Decision::deny);
  CHECK(decide(policy, "fetch", R"({"url":"https://api.example.com.evil.org/"})") == Decision::deny);
}

TEST_CASE("policy: with no default only destructive tools are held, and out of band") {
  const Policy policy;
  for (const char* name :
       {"delete_file", "repo-deleteAll", "drop_table", "rm", "find_and_delete", "format_disk"}) {
    CAPTURE(name);
    const Judged judged = judge(policy, some_tool("s", name));
    CHECK(judged.decision == Decision::hold);
    CHECK(judged.why.rule == "effects.destructive");
    CHECK(judged.needs == Assurance::out_of_band);
  }
  for (const char* name :
       {"write_file", "list_deleted_files", "dropdown_options", "skill_search", "truncate_text",
        "get_kill_count", "bash", "format_date", "undelete", "removed_items"}) {
    CAPTURE(name);
    CHECK(decide(policy, name) == Decision::allow);
  }
  CHECK(decide(lists({"fs__delete_*"}, {}, {}), "delete_file") == Decision::allow);
}

TEST_CASE("policy: where nobody can answer, what would be held is refused and not listed") {
  Policy policy;
  policy.ask_denies = true;
  CHECK(decide(policy, "delete_file") == Decision::deny);
  CHECK(decide(policy, "write_file") == Decision::allow);
  ManualClock clock;
  CHECK_FALSE(make_chain(policy, {clock, "", ""}, "ada")->lists(*some_tool("fs", "delete_file")));
}

TEST_CASE("policy: a destructive hint alone holds only under strict") {
  mcp::Hints hints;
  hints.destructive = true;
  Policy policy;
  CHECK(judge(policy, some_tool("fs", "edit_file", hints, true)).decision == Decision::allow);
  policy.preset = policy::Preset::strict;
  CHECK(judge(policy, some_tool("fs", "edit_file", hints, true)).decision == Decision::hold);
  CHECK(judge(policy, some_tool("fs", "edit_file", hints, false)).decision == Decision::hold);
}

TEST_CASE("policy: a written default goes by trusted hints") {
  Policy policy;
  policy.fallback = policy::Default{Action::allow, Action::ask, Action::allow, Action::deny};
  mcp::Hints reads, destroys, writes;
  reads.read_only = true;
  destroys.read_only = false, destroys.destructive = true;
  writes.read_only = false, writes.destructive = false;
  CHECK(judge(policy, some_tool("fs", "t", reads, true)).decision == Decision::allow);
  CHECK(judge(policy, some_tool("fs", "t", destroys, true)).why.rule == "default.destructive");
  CHECK(judge(policy, some_tool("fs", "delete_t", writes, true)).decision == Decision::allow);
  CHECK(judge(policy, some_tool("fs", "t", {}, true)).why.rule == "default.untrusted");
  CHECK(judge(policy, some_tool("fs", "t", reads, false)).decision == Decision::deny);
  policy.trust_annotations = {"fs"};
  CHECK(judge(policy, some_tool("fs", "t", reads, false)).decision == Decision::allow);
}

TEST_CASE("policy: what is denied whatever the arguments is not listed") {
  ManualClock clock;
  const auto listed = [&](const Policy& policy, const char* name) {
    return make_chain(policy, {clock, "", ""}, "ada")->lists(*some_tool("fs", name));
  };
  const Policy policy = lists({}, {"fs__edit"}, {"fs__gone", "fs__write(path:/etc/**)"});
  CHECK_FALSE(listed(policy, "gone"));
  CHECK(listed(policy, "write"));
  CHECK(listed(policy, "edit"));
  Policy closed = lists({"fs__read", "fs__write(path:/srv/**)"}, {}, {});
  closed.fallback = policy::Default{Action::deny, Action::deny, Action::deny, Action::deny};
  CHECK(listed(closed, "read"));
  CHECK(listed(closed, "write"));
  CHECK_FALSE(listed(closed, "other"));
  Policy observed = policy;
  observed.mode = Mode::observe;
  CHECK(listed(observed, "gone"));
}

TEST_CASE("policy: paths are made plain by their spelling alone") {
  CHECK(plain_path("/a/./b//c/") == "/a/b/c");
  CHECK(plain_path("/a/../../b") == "/b");
  CHECK(plain_path("a/../../b") == "../b");
  CHECK(plain_path("../../b/..") == "../..");
  CHECK(plain_path("/") == "/");
  CHECK(plain_path("/..") == "/");
  CHECK(plain_path("") == ".");
  CHECK(plain_path("a/..") == ".");
  CHECK(plain_path("https://h/a/../b") == "https://h/b");
  CHECK(plain_path("...") == "...");
}
