// The guard `capacity`: how many calls may be under way at a time, how long one waits for its turn, and for
// how long a session may go on.
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/recycle.h"
#include "core/guard/fingerprint.h"
#include "core/guard/in_flight.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/budget/account_name.h"
#include "core/guards/registry.h"
#include "core/policy/rule.h"

namespace callgate::guard {
namespace {

using Knobs = policy::CapacityKnobs;

// Entries come and go with the calls, so their memory is used again.
template <class Key>
using Counts = std::unordered_map<Key, std::int64_t, std::hash<Key>, std::equal_to<Key>,
                                  RecyclingAllocator<std::pair<const Key, std::int64_t>>>;

// Outlives a policy. Only what is under way is counted, so the tables are as small as that is.
struct Load {
  std::optional<Instant> began;
  std::int64_t all = 0;
  Counts<std::string> servers, named;
  Counts<std::uint64_t> tools;
};

struct Role {
  std::uint64_t name = 0;
  std::optional<std::int64_t> limit;
};

// A place that a rule counts separately.
struct Place {
  const policy::Rule* rule = nullptr;
  std::string account;
  std::int64_t limit = 0;
};

struct Note {
  std::vector<Place> places;
  bool read = false, reserved = false;
};

template <class Key>
std::int64_t count_of(const Counts<Key>& table, const Key& key) {
  const auto known = table.find(key);
  return known == table.end() ? 0 : known->second;
}
template <class Key>
void leave(Counts<Key>& table, const Key& key) {
  const auto known = table.find(key);
  if (known != table.end() && --known->second <= 0) table.erase(known);
}

class Capacity final : public Guard {
 public:
  Capacity(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.capacity),
        no_queue_(has("no_queue")),
        halve_(has("halve_parallel")),
        clock_(deps.clock),
        load_(deps.memory->of<Load>("capacity")) {
    if (!load_->began) load_->began = clock_.now();
  }

  std::string_view kind() const override { return "capacity"; }
  void enrol(ChainBuilder& chain) override { chain.before<&Capacity::judge>(Before::capacity, *this); }
  Verdict judge(Call& call);
  std::optional<Deny> reserve(Call& call) override;
  void settle(const Call& call, Ending ending) noexcept override;

 private:
  bool has(std::string_view word) const {
    return std::find(knobs_.degrade.begin(), knobs_.degrade.end(), word) != knobs_.degrade.end();
  }
  const Role& role(const Call& call) {
    return roles_.of(call.tool_ptr(), [this](const mcp::Tool& tool) {
      Role role{short_hash(tool.server) * 31 + short_hash(tool.native), {}};
      std::size_t length = 0;
      for (const auto& [pattern, limit] : knobs_.tool) {
        if (!pattern_fits(pattern, tool) || (role.limit && pattern.size() <= length)) continue;
        role.limit = limit;
        length = pattern.size();
      }
      return role;
    });
  }
  bool late() const;
  // The first limit that the call would break.
  std::optional<Deny> full(Call& call, Note& note);
  std::int64_t allowed(std::int64_t limit) const {
    return halve_ && late() ? std::max<std::int64_t>(1, limit / 2) : limit;
  }
  std::optional<Deny> over(std::int64_t used, std::optional<std::int64_t> limit, std::string_view whose,
                           std::string_view name = {}) const {
    if (!limit || used < allowed(*limit)) return std::nullopt;
    return too_many(used, allowed(*limit), whose, name);
  }
  static Deny too_many(std::int64_t used, std::int64_t allowed, std::string_view whose,
                       std::string_view name);
  void read_rules(Call& call, Note& note);

  const Knobs knobs_;
  const bool no_queue_, halve_;
  const Clock& clock_;
  std::shared_ptr<Load> load_;
  ToolMemo<Role> roles_;
  InFlight<Note> notes_;
};

bool Capacity::late() const {
  if (!knobs_.session_wall) return false;
  const double passed = std::chrono::duration<double>(clock_.now() - *load_->began).count();
  return passed >= static_cast<double>(knobs_.session_wall->count()) * knobs_.soft;
}

Deny Capacity::too_many(std::int64_t used, std::int64_t allowed, std::string_view whose,
                        std::string_view name) {
  return Deny{{"capacity", "", "capacity_full",
               std::to_string(used) + " calls " + std::string(whose) + std::string(name) +
                   " are under way, and " + std::to_string(allowed) + " may be at a time.",
               "Wait for an answer before you send the next call."},
              Millis{1000},
              false};
}

void Capacity::read_rules(Call& call, Note& note) {
  if (std::exchange(note.read, true)) return;
  for (const policy::Rule* rule : call.rules()) {
    std::size_t index = 0;
    for (const policy::Limit& limit : rule->obligations.limits) {
      const std::string name = rule->id + ":" + std::to_string(index++);
      if (limit.concurrent)
        note.places.push_back({rule, account_name(call, name, limit.by), *limit.concurrent});
    }
  }
}

std::optional<Deny> Capacity::full(Call& call, Note& note) {
  if (auto refused = over(load_->all, knobs_.global, "in all")) return refused;
  if (auto refused = over(load_->all, knobs_.session, "of this host")) return refused;
  const std::string& server = call.tool().server;
  if (auto refused = over(count_of(load_->servers, server), knobs_.upstream, "to ", server)) return refused;
  const Role& tool = role(call);
  if (auto refused = over(count_of(load_->tools, tool.name), tool.limit, "to ", call.tool().exposed))
    return refused;
  read_rules(call, note);
  for (const Place& place : note.places) {
    auto refused = over(count_of(load_->named, place.account), place.limit, "of rule ", place.rule->id);
    if (!refused) continue;
    refused->why.rule = place.rule->id;
    refused->why.code = "limit_exceeded";
    if (place.rule->mode == Mode::enforce) return refused;
    if (place.rule->mode == Mode::warn) call.warn(std::move(refused->why));
    if (place.rule->mode == Mode::observe) call.imagine(Decision::deny, std::move(refused->why));
  }
  return std::nullopt;
}

Verdict Capacity::judge(Call& call) {
  const bool soft = late();
  if (soft) {
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(clock_.now() - *load_->began);
    Finding why{"capacity", "", "session_time",
                "The session has gone on for " + std::to_string(passed.count()) + " s of " +
                    std::to_string(knobs_.session_wall->count()) + " s.",
                "Come to an end."};
    if (clock_.now() - *load_->began >= *knobs_.session_wall) {
      why.code = "session_time_exceeded";
      return Deny{std::move(why), {}, false};
    }
    call.warn(std::move(why));
  }
  auto refused = full(call, notes_.start(call));
  if (!refused) return Allow{};
  if (call.waited() || knobs_.queue_ms.count() == 0 || (soft && no_queue_)) return std::move(*refused);
  return Wait{std::move(refused->why), nullptr, knobs_.queue_ms};
}

std::optional<Deny> Capacity::reserve(Call& call) {
  Note& note = notes_.start(call);
  // Taken even if it is refused: then settle gives it back at once, and where nobody enforces this, the call
  // runs.
  std::optional<Deny> refused = full(call, note);
  ++load_->all;
  ++load_->servers[call.tool().server];
  if (const Role& tool = role(call); tool.limit) ++load_->tools[tool.name];
  for (const Place& place : note.places) ++load_->named[place.account];
  if (knobs_.call_timeout_s) call.limit_time(*knobs_.call_timeout_s);
  if (!knobs_.cancel_upstream) call.let_run_on();
  note.reserved = true;
  return refused;
}

void Capacity::settle(const Call& call, Ending) noexcept {
  const Note* note = notes_.find(call);
  if (!note) return;
  if (note->reserved) {
    --load_->all;
    --load_->servers[call.tool().server];  // kept at zero: there are few servers
    if (const Role& tool = role(call); tool.limit) leave(load_->tools, tool.name);
    for (const Place& place : note->places) leave(load_->named, place.account);
  }
  notes_.finish(call);
}

}  // namespace

std::unique_ptr<Guard> make_capacity(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Capacity>(policy, deps);
}

}  // namespace callgate::guard
