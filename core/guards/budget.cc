// The guard `budget`: what a session may use up: money, calls, tools, calls at once; and what rules allot
// with `limit` and `budget`. Judged early without touching an account; taken in one step just before the call
// goes out.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/guard/call_field.h"
#include "core/guard/fingerprint.h"
#include "core/guard/in_flight.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/budget/account_name.h"
#include "core/guards/budget/window.h"
#include "core/guards/registry.h"
#include "core/policy/rule.h"

namespace callgate::guard {
namespace {

using policy::Amount;
using Knobs = policy::BudgetKnobs;

// Outlives a policy.
struct Accounts {
  Amount cost;
  bool warned = false;
  std::int64_t attempts = 0, calls = 0, discovery = 0, execution = 0, chain = 0, under_way = 0;
  Instant last_end{};
  Window rate;
  std::unordered_map<std::uint64_t, std::int64_t> tools;
  std::unordered_map<std::string, Window> named;  // of rules
};

struct Role {
  std::uint64_t name = 0;
  Amount price;
  std::optional<std::int64_t> limit;
};

// One account that a rule wants charged.
struct Charge {
  const policy::Rule* rule = nullptr;
  std::string account;
  Amount amount, max;
  std::optional<Millis> per;
  std::string_view code;
};

struct Note {
  std::vector<Charge> charges;
  Instant at{};
  bool charged = false, reserved = false, not_sent = false, chained = false;
};

class Budget final : public Guard {
 public:
  Budget(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.budget), clock_(deps.clock), accounts_(deps.memory->of<Accounts>("budget")) {
    accounts_->rate.slide_over(knobs_.rate.per);
  }

  std::string_view kind() const override { return "budget"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&Budget::judge_attempts>(Before::attempts, *this);
    chain.before<&Budget::judge_cost>(Before::cost, *this);
    chain.before<&Budget::judge_limits>(Before::limits, *this);
  }
  Verdict judge_attempts(Call& call);
  Verdict judge_cost(Call& call);
  Verdict judge_limits(Call& call);
  std::optional<Deny> reserve(Call& call) override;
  void failed(Call& call, const Failure& failure) override;
  void settle(const Call& call, Ending ending) noexcept override;

 private:
  static constexpr std::chrono::seconds kPause{30};

  Role role_of(const mcp::Tool& tool) const;
  const Role& role(const Call& call) {
    return roles_.of(call.tool_ptr(), [this](const mcp::Tool& tool) { return role_of(tool); });
  }
  static Deny refuse(std::string code, std::string reason, std::string instead,
                     std::optional<Millis> retry_after = std::nullopt) {
    return Deny{{"budget", "", std::move(code), std::move(reason), std::move(instead)}, retry_after, false};
  }
  std::optional<Deny> over_cost(Call& call);
  std::optional<Deny> over_counts(const Call& call);
  std::optional<Deny> over_tool(Call& call);
  std::optional<Deny> over_shape(const Call& call);
  std::optional<Deny> charge_of_rules(Call& call, Note& note);
  std::optional<Deny> over_charges(Call& call, const Note& note);
  std::optional<Deny> check(Call& call, Note& note);
  Window* account(const Charge& charge);

  const Knobs knobs_;
  const Clock& clock_;
  std::shared_ptr<Accounts> accounts_;
  ToolMemo<Role> roles_;
  InFlight<Note> notes_;
};

// Of the patterns that fit, the longest says most about the tool.
template <class T>
const T* best_of(const policy::ByTool<T>& table, const mcp::Tool& tool) {
  const T* best = nullptr;
  std::size_t length = 0;
  for (const auto& [pattern, value] : table) {
    if (!pattern_fits(pattern, tool) || (best && pattern.size() <= length)) continue;
    best = &value;
    length = pattern.size();
  }
  return best;
}

Role Budget::role_of(const mcp::Tool& tool) const {
  Role role;
  role.name = short_hash(tool.server) * 31 + short_hash(tool.native);
  if (const Amount* price = best_of(knobs_.price, tool)) role.price = *price;
  if (const std::int64_t* limit = best_of(knobs_.per_tool, tool)) role.limit = *limit;
  return role;
}

Verdict Budget::judge_attempts(Call& call) {
  if (knobs_.price.size() > 0) call.set_price(role(call).price);
  if (!knobs_.max_attempts) return Allow{};
  const std::int64_t tried = accounts_->attempts + static_cast<std::int64_t>(notes_.size());
  notes_.start(call);
  if (tried < *knobs_.max_attempts) return Allow{};
  return refuse("attempts_exceeded",
                "More than " + std::to_string(*knobs_.max_attempts) + " calls were tried in this session.",
                "Stop, look at what went wrong, and report to the user.");
}

std::optional<Deny> Budget::over_cost(Call& call) {
  if (!knobs_.max_cost) return std::nullopt;
  const Amount projected = accounts_->cost + role(call).price;
  if (projected >= *knobs_.max_cost) {
    return refuse("cost_exceeded",
                  "This call would bring the session's cost to " + projected.text() +
                      ", and it has to stay under " + knobs_.max_cost->text() + ".",
                  "Finish with what is known, or ask the user for more.");
  }
  if (!accounts_->warned && projected >= knobs_.max_cost->part(knobs_.warn)) {
    call.warn({"budget", "", "cost_warning",
               "The session's cost comes to " + projected.text() + " of " + knobs_.max_cost->text() + ".",
               ""});
  }
  return std::nullopt;
}

Verdict Budget::judge_cost(Call& call) {
  if (auto refused = over_cost(call)) return std::move(*refused);
  return Allow{};
}

std::optional<Deny> Budget::over_counts(const Call& call) {
  const auto over = [](std::int64_t used, const std::optional<std::int64_t>& limit, std::string_view what) {
    return limit && used >= *limit
               ? std::optional(refuse("calls_exceeded",
                                      "The session has made all of its " + std::to_string(*limit) + " " +
                                          std::string(what) + ".",
                                      "Summarise what has been done, and stop or ask the user."))
               : std::nullopt;
  };
  if (auto refused = over(accounts_->calls, knobs_.max_calls, "calls")) return refused;
  if (auto refused = over(accounts_->calls, knobs_.total, "calls")) return refused;
  return call.facts().reads() ? over(accounts_->discovery, knobs_.discovery, "calls that read")
                              : over(accounts_->execution, knobs_.execution, "calls that change something");
}

std::optional<Deny> Budget::over_tool(Call& call) {
  const Role& tool = role(call);
  if (!tool.limit) return std::nullopt;
  const auto used = accounts_->tools.find(tool.name);
  const std::int64_t count = used == accounts_->tools.end() ? 0 : used->second;
  if (count < *tool.limit) return std::nullopt;
  Deny refused = refuse("tool_calls_exceeded",
                        call.tool().exposed + " has been called " + std::to_string(count) + " times, and " +
                            std::to_string(*tool.limit) + " is the limit.",
                        "Work with what it has returned, or take another way.");
  refused.guidance = knobs_.at_limit == Knobs::AtLimit::rewrite;
  if (knobs_.at_limit != Knobs::AtLimit::warn) return refused;
  call.warn(std::move(refused.why));
  return std::nullopt;
}

std::optional<Deny> Budget::over_shape(const Call& call) {
  const Role& tool = role(call);
  if (knobs_.fan_out && accounts_->under_way >= *knobs_.fan_out) {
    return refuse("fan_out_exceeded",
                  std::to_string(accounts_->under_way) + " calls are under way, and " +
                      std::to_string(*knobs_.fan_out) + " may be at a time.",
                  "Wait for their answers before you send more.", Millis{1000});
  }
  const std::int64_t most = std::min(knobs_.unique_tools.value_or(knobs_.max_entries), knobs_.max_entries);
  if (static_cast<std::int64_t>(accounts_->tools.size()) >= most && !accounts_->tools.contains(tool.name)) {
    return refuse("unique_tools_exceeded",
                  "The session has used " + std::to_string(accounts_->tools.size()) +
                      " different tools, and that is the limit.",
                  "Go on with those.");
  }
  if (knobs_.chain && clock_.now() - accounts_->last_end < kPause && accounts_->chain >= *knobs_.chain) {
    return refuse("chain_exceeded",
                  std::to_string(accounts_->chain) +
                      " calls followed each other without a pause, and that is the limit.",
                  "Stop and say what has been found so far.",
                  std::chrono::ceil<Millis>(accounts_->last_end + kPause - clock_.now()));
  }
  if (!knobs_.rate.calls) return std::nullopt;
  const Amount one = Amount::of(1), max = Amount::of(*knobs_.rate.calls);
  if (accounts_->rate.used(clock_.now()) + one <= max) return std::nullopt;
  const auto wait = accounts_->rate.until_room(clock_.now(), one, max);
  return refuse("rate_exceeded",
                "More than " + std::to_string(*knobs_.rate.calls) + " calls in " +
                    std::to_string(knobs_.rate.per.count()) + " ms.",
                "Slow down.", wait.value_or(knobs_.rate.per));
}

// What the rules that match want charged, and where; worked out once per call.
std::optional<Deny> Budget::charge_of_rules(Call& call, Note& note) {
  if (std::exchange(note.charged, true)) return std::nullopt;
  for (const policy::Rule* rule : call.rules()) {
    std::size_t index = 0;
    for (const policy::Limit& limit : rule->obligations.limits) {
      const std::string name = "limit:" + rule->id + ":" + std::to_string(index++);
      if (!limit.calls) continue;
      note.charges.push_back({rule, account_name(call, name, limit.by), Amount::of(1),
                              Amount::of(*limit.calls), limit.per, "limit_exceeded"});
    }
    if (!rule->obligations.budget) continue;
    const policy::BudgetRule& budget = *rule->obligations.budget;
    const std::string name = "budget:" + (budget.id.empty() ? rule->id : budget.id);
    Charge charge{
        rule, account_name(call, name, budget.by), Amount::of(1), Amount(), budget.per, "budget_exceeded"};
    charge.max = Amount::read(budget.max).value_or(Amount());
    if (budget.sum) {
      charge.amount = Amount();
      bool readable = false;
      for (const json::Entry* entry : entries_at(call, *budget.sum)) {
        const auto amount = entry->type == json::Type::number ? Amount::read(entry->raw) : std::nullopt;
        readable = amount && !amount->is_negative();
        if (!readable) break;
        charge.amount += *amount;
      }
      if (!readable) {
        Deny refused =
            refuse("policy_type_error",
                   budget.sum->text + " has to be a number that is not negative, with at most 9 decimals.",
                   "Send it as a plain number.");
        refused.why.rule = rule->id;
        return refused;
      }
    }
    note.charges.push_back(std::move(charge));
  }
  return std::nullopt;
}

Window* Budget::account(const Charge& charge) {
  auto& named = accounts_->named;
  const auto known = named.find(charge.account);
  if (known != named.end()) return &known->second;
  const auto bound = static_cast<std::size_t>(knobs_.max_entries);
  if (named.size() >= bound) {
    // What nothing is charged to any more may go; what is in use may not, or its limit would begin anew.
    for (auto at = named.begin(); at != named.end();)
      at = at->second.used(clock_.now()) == Amount() ? named.erase(at) : std::next(at);
    if (named.size() >= bound) return nullptr;
  }
  Window& made = named[charge.account];
  made.slide_over(charge.per);
  return &made;
}

std::optional<Deny> Budget::over_charges(Call& call, const Note& note) {
  const Instant now = clock_.now();
  for (const Charge& charge : note.charges) {
    Window* window = account(charge);
    const Amount used = window ? window->used(now) : Amount();
    if (window && used + charge.amount <= charge.max) continue;
    Deny refused = refuse(std::string(charge.code), "", "");
    refused.why.rule = charge.rule->id;
    if (!window) {
      refused.why.reason = "More accounts are in use than can be kept (guards.budget.max_entries).";
      refused.why.instead = "Tell the user.";
    } else {
      refused.retry_after = window->until_room(now, charge.amount, charge.max);
      refused.why.reason =
          "The rule allows " + charge.max.text() +
          (charge.per ? " in " + std::to_string(charge.per->count() / 1000) + " s" : " in a session") + "; " +
          used.text() + " are used, and this call takes " + charge.amount.text() + ".";
      refused.why.instead = refused.retry_after ? "Wait, or ask the user." : "Ask the user.";
    }
    if (charge.rule->mode == Mode::enforce) return refused;
    if (charge.rule->mode == Mode::warn) call.warn(std::move(refused.why));
    if (charge.rule->mode == Mode::observe) call.imagine(Decision::deny, std::move(refused.why));
  }
  return std::nullopt;
}

std::optional<Deny> Budget::check(Call& call, Note& note) {
  if (auto refused = over_counts(call)) return refused;
  if (auto refused = over_tool(call)) return refused;
  if (auto refused = over_shape(call)) return refused;
  if (auto refused = charge_of_rules(call, note)) return refused;
  return over_charges(call, note);
}

Verdict Budget::judge_limits(Call& call) {
  if (auto refused = check(call, notes_.start(call))) return std::move(*refused);
  return Allow{};
}

std::optional<Deny> Budget::reserve(Call& call) {
  Note& note = notes_.start(call);
  // Taken even if it is refused: then settle gives it back at once, and where nobody enforces this, the call
  // runs.
  std::optional<Deny> refused = over_cost(call);
  if (!refused) refused = check(call, note);
  const Instant now = clock_.now();
  const Role& tool = role(call);
  note.reserved = true;
  note.at = now;
  accounts_->cost += tool.price;
  accounts_->warned |= knobs_.max_cost && accounts_->cost >= knobs_.max_cost->part(knobs_.warn);
  ++accounts_->calls;
  ++(call.facts().reads() ? accounts_->discovery : accounts_->execution);
  ++accounts_->tools[tool.name];
  if (knobs_.rate.calls) accounts_->rate.take(now, Amount::of(1));
  // Calls side by side are one step of a chain.
  if (accounts_->under_way++ == 0) {
    if (now - accounts_->last_end >= kPause) accounts_->chain = 0;
    ++accounts_->chain;
    note.chained = true;
  }
  for (const Charge& charge : note.charges) {
    if (Window* window = account(charge)) window->take(now, charge.amount);
  }
  return refused;
}

void Budget::failed(Call& call, const Failure& failure) {
  Note* note = notes_.find(call);
  if (note) note->not_sent = !failure.sent;
}

void Budget::settle(const Call& call, Ending ending) noexcept {
  ++accounts_->attempts;
  Note* note = notes_.find(call);
  if (!note) return;
  if (note->reserved) {
    --accounts_->under_way;
    accounts_->last_end = clock_.now();
    // What never went out is given back; of what may have run nobody knows, and it stays taken.
    if (ending == Ending::denied || note->not_sent) {
      const Role& tool = role(call);
      accounts_->cost -= tool.price;
      --accounts_->calls;
      --(call.facts().reads() ? accounts_->discovery : accounts_->execution);
      const auto used = accounts_->tools.find(tool.name);
      if (used != accounts_->tools.end() && --used->second == 0) accounts_->tools.erase(used);
      if (knobs_.rate.calls) accounts_->rate.give_back(note->at, Amount::of(1));
      if (note->chained) --accounts_->chain;
      for (const Charge& charge : note->charges) {
        const auto known = accounts_->named.find(charge.account);
        if (known != accounts_->named.end()) known->second.give_back(note->at, charge.amount);
      }
    }
  }
  notes_.finish(call);
}

}  // namespace

std::unique_ptr<Guard> make_budget(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Budget>(policy, deps);
}

}  // namespace callgate::guard
