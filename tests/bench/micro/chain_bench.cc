// What the guards cost: each alone and all of them as `balanced` sets them, for arguments and for results, by
// size, clean and with something to find. Every call has other arguments. Medians over the calls; the table
// of the whole chain has the 99th percentile beside it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <deque>
#include <string>
#include <vector>

#include "core/guard/record.h"
#include "core/guards/registry.h"
#include "core/policy/reader.h"
#include "tests/bench/micro/chain_calls.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

using Steady = std::chrono::steady_clock;
constexpr std::size_t kSizes[] = {300, 4096, 65536, 1048576};

double since(Steady::time_point begin) {
  return std::chrono::duration<double, std::nano>(Steady::now() - begin).count();
}

// What the gateway gives its guards: one look at the clock for all that is done at a time.
struct TurnClock final : Clock {
  Instant now() const override { return moment; }
  WallTime today() const override { return system.today(); }
  Instant moment{};
  SystemClock system;
};

// A chain of guards as `balanced` sets them: all, or the one that is named, or none of them ("").
std::shared_ptr<const GuardChain> chain_of(std::string_view guard, const Clock& clock) {
  const policy::Policy policy = policy::preset_policy(policy::Preset::balanced);
  const GuardDeps deps{clock, "/home/ada", "/work"};
  std::vector<GuardChain::Member> members;
  for (const GuardKind& kind : guard_kinds()) {
    const Mode mode = kind.mode(policy);
    if ((guard == "all" || guard == kind.kind) && mode != Mode::off)
      members.push_back({kind.make(policy, deps), mode});
  }
  return std::make_shared<const GuardChain>(std::move(members), "ada", "", Classifier(policy));
}

struct Spent {
  std::vector<double> entering, leaving;  // ns, one per call
  double of_entering(double share) { return percentile(entering, share); }
  double of_leaving(double share) { return percentile(leaving, share); }

 private:
  static double percentile(std::vector<double>& all, double share) {
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
    std::nth_element(all.begin(), at, all.end());
    return *at;
  }
};

const mcp::ToolPtr& tool() {
  static const mcp::ToolPtr kTool = bench::reading_tool();
  return kTool;
}

// Plays calls through the chain: what is judged before the server is asked is `entering`, what becomes of
// its result is `leaving`.
Spent play(std::string_view guards, std::size_t size, std::string_view argument_hit,
           const std::string& result) {
  TurnClock clock;
  const auto chain = chain_of(guards, clock);
  static std::size_t serial = 0;
  const Bytes returned = Bytes::copy(result);
  Spent spent;
  for (std::size_t i = std::clamp<std::size_t>(40'000'000 / (size + result.size()), 40, 20'000); i > 0; --i) {
    const Bytes arguments = Bytes::adopt(bench::arguments_of(size, ++serial, argument_hit));
    auto begin = clock.moment = Steady::now();
    Call call("c-0001-000001", tool(), arguments);
    Passage passage(chain, call);
    Verdict verdict = passage.enter();
    spent.entering.push_back(since(begin));
    begin = Steady::now();
    if (std::holds_alternative<Allow>(verdict)) passage.leave(returned);
    passage.end(Ending::answered);
    spent.leaving.push_back(since(begin));
  }
  return spent;
}

// Nanoseconds for a call and its result while others are under way.
double play_among(std::size_t others, std::size_t size) {
  struct Open {
    Open(const std::shared_ptr<const GuardChain>& chain, std::size_t number, Bytes arguments)
        : call("c-0001-" + std::to_string(number), tool(), std::move(arguments)), passage(chain, call) {}
    Call call;
    Passage passage;
  };
  static std::size_t serial = 1'000'000'000;
  TurnClock clock;
  const auto chain = chain_of("all", clock);
  const Bytes returned = Bytes::copy(bench::result_of(100));
  constexpr std::size_t kCalls = 20'000;
  std::vector<Bytes> arguments;
  for (std::size_t i = 0; i < kCalls; ++i)
    arguments.push_back(Bytes::adopt(bench::arguments_of(size, ++serial)));
  std::deque<Open> open;
  const auto begin = Steady::now();
  for (std::size_t i = 0; i < kCalls + others; ++i) {
    clock.moment = Steady::now();
    if (i < kCalls) (void)open.emplace_back(chain, i, std::move(arguments[i])).passage.enter();
    if (i < others) continue;
    open.front().passage.leave(returned);
    open.front().passage.end(Ending::answered);
    open.pop_front();
  }
  return since(begin) / kCalls;
}

const std::string& small_result() {
  static const std::string kText = bench::result_of(100);
  return kText;
}

void head(const char* title) {
  std::printf("\n%-30s %10s %10s %10s %10s   ns, median\n", title, "300 B", "4 KiB", "64 KiB", "1 MiB");
}

void argument_row(std::string_view guard, std::string_view hit, const char* name) {
  std::printf("%-30s", name);
  for (const std::size_t size : kSizes)
    std::printf(" %10.0f", play(guard, size, hit, small_result()).of_entering(0.5));
  std::printf("\n");
}

void result_row(std::string_view guard, std::string_view hit, const char* name) {
  std::printf("%-30s", name);
  for (const std::size_t size : kSizes)
    std::printf(" %10.0f", play(guard, 300, "", bench::result_of(size, hit)).of_leaving(0.5));
  std::printf("\n");
}

void whole_chain() {
  std::printf("\n%-30s %10s %10s\n", "whole chain, call and result", "p50 ns", "p99 ns");
  for (const std::size_t size : {200u, 300u, 1024u, 4096u}) {
    Spent spent = play("all", size, "", small_result());
    for (std::size_t i = 0; i < spent.entering.size(); ++i) spent.entering[i] += spent.leaving[i];
    std::printf("%6zu B of arguments %24.0f %10.0f\n", size, spent.of_entering(0.5), spent.of_entering(0.99));
  }
}

void ledger_line() {
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
    best = std::min(best, since(begin) / 4000);
  }
  std::printf("\n%-30s %10.0f\n", "one ledger line", best);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) {  // GUARD ("all") ARGUMENT-BYTES RESULT-BYTES and nothing else: for a profiler
    Spent spent = play(argv[1], std::stoul(argv[2]), "", bench::result_of(std::stoul(argv[3])));
    std::printf("%s: %.0f + %.0f ns\n", argv[1], spent.of_entering(0.5), spent.of_leaving(0.5));
    return 0;
  }
  whole_chain();
  std::printf("%-30s", "others under way: mean");
  for (const std::size_t others : {0u, 16u, 64u, 96u})
    std::printf("  %zu: %.0f", others, play_among(others, 200));
  std::printf("\n");
  head("arguments, clean");
  argument_row("", "", "no guards");
  for (const GuardKind& kind : guard_kinds()) argument_row(kind.kind, "", kind.kind.data());
  argument_row("all", "", "the whole chain");
  head("arguments, refused");
  argument_row("all", "ghp_0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R", "a token");
  argument_row("all", "http://169.254.169.254/latest/meta-data", "an internal address");
  head("results, clean");
  result_row("", "", "no guards");
  for (const GuardKind& kind : guard_kinds()) result_row(kind.kind, "", kind.kind.data());
  result_row("all", "", "the whole chain");
  head("results, with hits");
  result_row("all", "ghp_0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R", "tokens: redacted");
  result_row("all", "\xE2\x80\x8B\xE2\x80\x8Bhidden", "hidden characters: stripped");
  ledger_line();
}
