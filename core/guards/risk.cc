// The guard `risk`: every call has a number, by what kind of tool it is or what its commands would do, and is
// refused where the number is more than the session can bear. A session that goes badly can bear less.
#include <cmath>
#include <limits>
#include <string>
#include <unordered_set>

#include "core/guard/tool_pattern.h"
#include "core/guard/tool_table.h"
#include "core/guards/registry.h"
#include "core/guards/risk/severity.h"
#include "core/guards/risk/shell_risk.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using Knobs = policy::RiskKnobs;

struct Session {
  Troubles troubles;
  Gauge gauge;
};

class Risk final : public Guard {
 public:
  Risk(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.risk),
        tools_(policy.guards.policy.tools),
        ask_denies_(policy.ask_denies),
        world_(deps.world),
        session_(deps.memory->of<Session>("risk")) {}

  std::string_view kind() const override { return "risk"; }
  void enrol(ChainBuilder& chain) override {
    // Whoever has not been entered learns of no refusal: this is before those of others.
    chain.before<&Risk::arrive>(Before::attempts, *this);
    chain.before<&Risk::judge>(Before::risk, *this);
    chain.after<&Risk::record>(After::record, *this);
  }
  void settle(const Call&, Ending ending) noexcept override;

  Verdict arrive(Call&) { return Allow{}; }
  Verdict judge(Call& call);
  Amend record(Call& call, const Bytes& result);

 private:
  std::int64_t risk_of_call(Call& call);
  double severity() const;
  Finding finding(const Call& call, std::int64_t risk, std::int64_t limit, std::string_view rule) const;

  const Knobs knobs_;
  const policy::ToolTable tools_;
  const bool ask_denies_;
  const std::shared_ptr<const policy::World> world_;
  const std::shared_ptr<Session> session_;
  ToolMemo<std::optional<std::int64_t>> said_;         // by the table of tools
  std::unordered_set<std::string> uncounted_, erred_;  // calls on their way
};

Verdict Risk::judge(Call& call) {
  std::int64_t limit = knobs_.deny_at.active;
  std::string_view rule = "deny_at.active";
  if (knobs_.severity.source != Knobs::Severity::Source::none) {
    const Weather weather = session_->gauge.read(severity(), knobs_.severity);
    // A limit that is tight for good days is not loosened by bad ones.
    if (weather == Weather::observe && knobs_.deny_at.observe < limit)
      limit = knobs_.deny_at.observe, rule = "deny_at.observe";
    if (weather == Weather::cooldown && knobs_.deny_at.cooldown < limit)
      limit = knobs_.deny_at.cooldown, rule = "deny_at.cooldown";
  }
  const std::int64_t risk = risk_of_call(call);
  if (risk >= limit) {
    // Its own refusals are no sign of trouble: they would never end.
    uncounted_.insert(call.id());
    return Deny{finding(call, risk, limit, rule)};
  }
  if (!knobs_.hold_at || risk < *knobs_.hold_at) return Allow{};
  Finding why = finding(call, risk, *knobs_.hold_at, "hold_at");
  if (ask_denies_) return Deny{std::move(why)};
  return Ask{std::move(why), "Run " + call.tool().exposed + "?"};
}

std::int64_t Risk::risk_of_call(Call& call) {
  const std::optional<std::int64_t>& said =
      said_.of(call.tool_ptr(), [this](const mcp::Tool& tool) { return entry_of(tools_, tool).risk; });
  const std::int64_t by_class = said.value_or(knobs_.base.of(call.facts().effect));
  if (!knobs_.patterns || call.shell().empty()) return by_class;
  std::int64_t risk = 0;
  for (const ShellCommand& command : call.shell()) risk = std::max(risk, risk_of(command, knobs_.base));
  return std::max(risk, said.value_or(0));
}

double Risk::severity() const {
  if (knobs_.severity.source == Knobs::Severity::Source::internal) return session_->troubles.share();
  const std::optional<double> number = world_ ? world_->number_in(knobs_.severity.file) : std::nullopt;
  return number.value_or(std::numeric_limits<double>::quiet_NaN());
}

Finding Risk::finding(const Call& call, std::int64_t risk, std::int64_t limit, std::string_view rule) const {
  return {"", std::string(rule), "risk_too_high",
          "The call of " + call.tool().exposed + " has a risk of " + std::to_string(risk) + " of 100; " +
              std::to_string(limit) + " is too much (" + std::string(rule) + ").",
          "Do it in a way that can be undone, or ask the user."};
}

// An error of a program that runs others is most often a test that fails: no trouble.
Amend Risk::record(Call& call, const Bytes& result) {
  if (call.facts().effect != Effect::exec && call.view(result).failed) erred_.insert(call.id());
  return Keep{};
}

void Risk::settle(const Call& call, Ending ending) noexcept {
  const bool erred = erred_.erase(call.id()) > 0;
  // That a person is asked is what was wanted.
  const bool own = (uncounted_.erase(call.id()) > 0 || call.held()) && ending == Ending::denied;
  if (ending != Ending::cancelled && !own) session_->troubles.note(erred || ending != Ending::answered);
}

}  // namespace

std::unique_ptr<Guard> make_risk(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Risk>(policy, deps);
}

}  // namespace callgate::guard
