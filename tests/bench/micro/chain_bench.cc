// What the guards cost one call: nanoseconds for each guard alone and for the whole chain, by the size of the
// arguments, from Call being made to Passage being settled. Best of several rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "core/guard/record.h"
#include "core/guards/registry.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

using Steady = std::chrono::steady_clock;

mcp::ToolPtr tool(std::string server, std::string native, bool reads) {
  auto made = std::make_shared<mcp::Tool>();
  made->exposed = server + "__" + native;
  made->server = std::move(server);
  made->native = std::move(native);
  made->definition = Bytes::copy(R"({"name":")" + made->native + R"(","inputSchema":{"type":"object"}})");
  made->hints.read_only = reads;
  made->trusted = true;
  return made;
}

// An object of about `size` bytes with a path, numbers, and text in pieces of a kilobyte.
std::string arguments_of(std::size_t size) {
  std::string text =
      R"({"path":"/srv/work/notes/2026/november.txt","limit":50,"exact":true,"ratio":0.25,"lines":[)";
  while (text.size() + 64 < size)
    text += '"' + std::string(std::min<std::size_t>(1000, size - text.size() - 32), 'x') + "\",";
  return text + "\"end\"]}";
}

policy::Policy usual_policy() {
  policy::Policy policy;
  const auto add = [](std::vector<policy::Permission>& list, std::vector<std::string> patterns) {
    for (std::string& pattern : patterns)
      list.push_back({std::move(pattern), "", "", "permissions", "policy.jsonc:1:1"});
  };
  add(policy.allow,
      {"fs__read_*", "fs__list_*", "fs__write_*", "github__get_*", "mcp__github__search_*", "db__query"});
  add(policy.ask, {"github__create_pull_request", "github__merge_*", "*__send_*"});
  add(policy.deny, {"*__delete_repository", "*__drop_*"});
  policy.deny.push_back({"fs__write_file", "path", "~/.ssh/**", "permissions.deny[2]", "policy.jsonc:1:1"});
  policy.guards.cache.mode = Mode::enforce;
  policy.guards.cache.ttl = Millis{60'000};
  return policy;
}

policy::Policy only(bool policy_guard, bool cache, bool approval) {
  policy::Policy policy = usual_policy();
  if (!policy_guard) policy.guards.policy.mode = Mode::off;
  if (!cache) policy.guards.cache.mode = Mode::off;
  if (!approval) policy.guards.approval.mode = Mode::off;
  return policy;
}

// Nanoseconds per call, best of the rounds. `fresh`: no two calls share their arguments.
double measure(const policy::Policy& policy, const mcp::ToolPtr& called, std::size_t size, bool fresh) {
  const SystemClock clock;
  const auto chain = make_chain(policy, {clock, "/home/ada", "/work"}, "ada");
  const Bytes result = Bytes::copy(R"({"content":[{"type":"text","text":"some result"}]})");
  const std::size_t times = std::clamp<std::size_t>(4'000'000 / size, 4, 4000);
  std::vector<Bytes> arguments;
  double best = 1e18;
  std::size_t serial = 0;
  for (int round = 0; round < 25; ++round) {
    arguments.clear();
    for (std::size_t i = 0; i < times; ++i) {
      std::string text = arguments_of(size);
      if (fresh) text.insert(1, "\"n\":" + std::to_string(++serial) + ",");
      arguments.push_back(Bytes::adopt(std::move(text)));
    }
    const auto begin = Steady::now();
    for (std::size_t i = 0; i < times; ++i) {
      Call call("c-0001-000001", called, arguments[i]);
      Passage passage(chain, call);
      Verdict verdict = passage.enter();
      const Answer* answer = std::get_if<Answer>(&verdict);
      passage.leave(answer ? answer->result : result);
      passage.end(Ending::answered);
    }
    const std::chrono::duration<double, std::nano> spent = Steady::now() - begin;
    best = std::min(best, spent.count() / static_cast<double>(times));
  }
  return best;
}

void measure_record() {
  Record record;
  record.time = SystemClock().today();
  record.call = "c-0001-000001";
  record.host = "some-host/1.0";
  record.server = "fs", record.tool = "read_file", record.exposed = "fs__read_file";
  record.outcome = Outcome::result;
  record.argument_bytes = 300, record.result_bytes = 5000, record.duration = std::chrono::microseconds{85};
  double best = 1e18;
  for (int round = 0; round < 25; ++round) {
    std::string out;
    const auto begin = Steady::now();
    for (int i = 0; i < 4000; ++i) {
      out.clear();
      append_line(out, record);
    }
    const std::chrono::duration<double, std::nano> spent = Steady::now() - begin;
    best = std::min(best, spent.count() / 4000);
  }
  std::printf("%-44s %10.0f\n", "one ledger line", best);
}

}  // namespace

int main() {
  struct Case {
    const char* name;
    policy::Policy policy;
    mcp::ToolPtr tool;
    bool fresh;
  };
  const auto plain = tool("db", "query", false), write = tool("fs", "write_file", false),
             read = tool("fs", "read_file", true);
  policy::Policy nothing = only(false, false, false);
  const std::vector<Case> cases{
      {"no guards", nothing, plain, true},
      {"policy", only(true, false, false), plain, true},
      {"policy, one rule looks at an argument", only(true, false, false), write, true},
      {"cache, not a read", only(false, true, false), plain, true},
      {"cache, read not known (looks up and keeps)", only(false, true, false), read, true},
      {"cache, read answered from memory", only(false, true, false), read, false},
      {"approval", only(false, false, true), plain, true},
      {"all three, allowed", usual_policy(), plain, true},
      {"all three, allowed, a rule looks", usual_policy(), write, true},
      {"all three, read not known", usual_policy(), read, true},
      {"all three, answered from memory", usual_policy(), read, false},
  };
  std::printf("%-44s %10s %10s %10s %10s   ns per call\n", "", "300 B", "4 KiB", "64 KiB", "1 MiB");
  for (const Case& one : cases) {
    std::printf("%-44s", one.name);
    for (const std::size_t size : {300u, 4096u, 65536u, 1048576u}) {
      std::printf(" %10.0f", measure(one.policy, one.tool, size, one.fresh));
    }
    std::printf("\n");
  }
  measure_record();
}
