// The guard `cache`: a read that was answered a moment ago is answered from memory, unless something may have
// changed since. Reads are tools whose trusted hints say read-only, and those the configuration names. Every
// other call that may have run makes what is remembered of its server stale.
#include <algorithm>
#include <vector>

#include "core/guard/classify.h"
#include "core/guard/fingerprint.h"
#include "core/guard/in_flight.h"
#include "core/guard/result_memory.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/registry.h"
#include "core/json/view.h"
#include "core/policy/pattern.h"

namespace callgate::guard {
namespace {

// A read with longer arguments is rare, and remembering it costs more than it saves.
constexpr std::size_t kMaxArguments = 16 * 1024;

struct Role {
  bool reusable = false;           // its results may be answered again
  bool changes = true;             // it may make earlier results of its server stale
  std::uint64_t* epoch = nullptr;  // its server's, in epochs_
};

class Cache final : public Guard {
 public:
  Cache(const policy::Policy& policy, const GuardDeps& deps)
      : clock_(deps.clock),
        ttl_(policy.guards.cache.ttl),
        patterns_(policy::patterns_of(policy.guards.cache.tools)),
        classifier_(policy),
        memory_(policy.guards.cache.max_bytes) {}

  std::string_view kind() const override { return "cache"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&Cache::look_up>(Before::reuse, *this);
    chain.after<&Cache::keep>(After::store, *this);
  }

  Verdict look_up(Call& call);
  Amend keep(Call& call, const Bytes& result);
  void settle(const Call& call, Ending ending) noexcept override;

 private:
  // A call that was not found in memory: where its result belongs, and what its server's state was before it
  // ran.
  struct Missed {
    std::string key;
    std::uint64_t epoch = 0;
  };

  Role role_of(const mcp::Tool& tool);
  const Role& role(const Call& call) {
    return roles_.of(call.tool_ptr(), [this](const mcp::Tool& tool) { return role_of(tool); });
  }

  const Clock& clock_;
  const Millis ttl_;
  const std::vector<std::string> patterns_;
  const Classifier classifier_;
  ToolMemo<Role> roles_;
  ResultMemory memory_;
  std::unordered_map<std::string, std::uint64_t> epochs_;  // per server: how often it may have changed
  InFlight<Missed> missed_;
};

Role Cache::role_of(const mcp::Tool& tool) {
  const bool named = std::any_of(patterns_.begin(), patterns_.end(),
                                 [&](const std::string& pattern) { return pattern_fits(pattern, tool); });
  const ToolFacts facts = classifier_.facts_of(tool);
  return {named || (facts.trusted && tool.hints.read_only == true), !named && !facts.reads(),
          &epochs_[tool.server]};
}

Verdict Cache::look_up(Call& call) {
  const Role& known = role(call);
  if (!known.reusable || call.arguments().size() > kMaxArguments) return Allow{};
  const auto print = fingerprint(call);
  if (!print) return Allow{};
  std::string key = bytes_of(*print) + call.tool().digest();
  const std::uint64_t epoch = *known.epoch;
  const ResultMemory::Kept* kept = memory_.find(key);
  const Millis age = kept ? std::chrono::duration_cast<Millis>(clock_.now() - kept->at) : Millis{0};
  if (!kept || kept->epoch != epoch || age >= ttl_) {
    missed_.start(call) = {std::move(key), epoch};
    return Allow{};
  }
  return Answer{{"cache", "", "cache_hit", "Answered from memory; the server was not asked again.", ""},
                Decision::cache,
                kept->result,
                kept->of,
                age};
}

Amend Cache::keep(Call& call, const Bytes& result) {
  Missed* const missed = missed_.find(call);
  if (!missed || !call.asks().empty()) return Keep{};
  const ResultView& view = call.view(result);
  if (!view.complete || view.failed) return Keep{};
  memory_.put({std::move(missed->key), result, call.id(), clock_.now(), missed->epoch});
  missed_.finish(call);
  return Keep{};
}

void Cache::settle(const Call& call, Ending ending) noexcept {
  missed_.finish(call);
  // A call that failed or was cancelled may have run all the same.
  if (ending == Ending::denied) return;
  const Role& known = role(call);
  if (known.changes) ++*known.epoch;
}

}  // namespace

std::unique_ptr<Guard> make_cache(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Cache>(policy, deps);
}

}  // namespace callgate::guard
