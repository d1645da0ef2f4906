// The guard `pins`: a tool is what it was when it was accepted. A server that says something else of its tool
// later, or another program under its name, waits for a person. What is looked at is the definition, so it is
// judged once for each, when it is first listed or called.
#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>

#include "core/guards/pins/changes.h"
#include "core/guards/pins/definition.h"
#include "core/guards/pins/store.h"
#include "core/guards/registry.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using policy::ChangedTool;
using policy::FirstUse;
using policy::PinsKnobs;

constexpr std::size_t kMaxTools = 4096;

// What is known of one definition.
struct Standing {
  PinState state = PinState::approved;
  std::optional<Pin> offered;  // unless approved
  std::string why;             // a sentence, unless approved
};

class PinsGuard final : public Guard {
 public:
  PinsGuard(const PinsKnobs& knobs, std::shared_ptr<PinStore> store,
            std::shared_ptr<const policy::World> world)
      : knobs_(knobs), store_(std::move(store)), world_(std::move(world)) {
    store_->open(static_cast<std::size_t>(knobs.max_entries));
  }

  std::string_view kind() const override { return "pins"; }
  void enrol(ChainBuilder& chain) override { chain.before<&PinsGuard::judge>(Before::pins, *this); }
  // Hides nothing; but what a host is shown has been seen.
  bool lists(const mcp::Tool& tool) const override {
    (void)standing(tool);
    return true;
  }
  Verdict judge(Call& call);

 private:
  Result<const Standing*> standing(const mcp::Tool& tool) const;
  Result<Standing> work_out(const mcp::Tool& tool) const;
  Standing first_seen(Pin offered) const;

  const PinsKnobs knobs_;
  const std::shared_ptr<PinStore> store_;
  const std::shared_ptr<const policy::World> world_;
  // By the address of the definition's bytes, which are kept so that the address means nothing else. The
  // catalog makes new tools of the same bytes whenever any list changes.
  mutable boost::unordered_flat_map<const char*, std::pair<Bytes, Standing>> known_;
  mutable std::uint64_t revision_ = 0;  // of the store, at which they were known
  mutable Standing nothing_;            // of a tool whose definition nobody knows
};

Result<const Standing*> PinsGuard::standing(const mcp::Tool& tool) const {
  if (const std::uint64_t now = store_->revision(); now != revision_) {
    known_.clear();
    revision_ = now;
  }
  const char* const at = tool.definition.view().data();
  if (const auto found = known_.find(at); found != known_.end()) return &found->second.second;
  // No server offers a tool without a schema: this one is known by its name alone.
  if (json::member(tool.definition.view(), "inputSchema").empty()) return &nothing_;
  CALLGATE_TRY(made, work_out(tool));
  if (known_.size() >= kMaxTools) known_.clear();
  revision_ = store_->revision();
  return &known_.emplace(at, std::pair{tool.definition, std::move(made)}).first->second.second;
}

Result<Standing> PinsGuard::work_out(const mcp::Tool& tool) const {
  const std::string_view definition = tool.definition.view();
  Pin offered{tool.server,
              tool.native,
              world_ ? world_->program_of(tool.server) : std::string(),
              pin_digest(definition),
              pinned_part(definition),
              tool.exposed};
  CALLGATE_TRY(accepted, store_->accepted(offered));
  const Pin* latest = nullptr;  // of the same program, if there is one
  for (const Pin& pin : accepted) {
    const bool same_program = store_->locked() || pin.program == offered.program;
    if (same_program && pin.digest == offered.digest) return Standing{};
    if (!latest || same_program || latest->program != offered.program) latest = &pin;
  }
  if (!latest) return first_seen(std::move(offered));
  Standing changed{PinState::changed, {}, {}};
  changed.why = latest->digest == offered.digest
                    ? "The program that runs as \"" + tool.server + "\" is not the one that " + tool.exposed +
                          " was accepted from."
                    : "The definition of " + tool.exposed + " is not the one that was accepted: " +
                          summary_of(changes_between(latest->definition, offered.definition)) + ".";
  store_->report(offered, changed.state);
  changed.offered = std::move(offered);
  return changed;
}

Standing PinsGuard::first_seen(Pin offered) const {
  const bool trusting = knobs_.first_use == FirstUse::trust && !store_->locked();
  if (trusting && store_->trust(offered)) return {};
  Standing pending{PinState::pending, {}, {}};
  pending.why = trusting ? offered.exposed + " is new, and as many tools as may be (" +
                               std::to_string(knobs_.max_entries) + ") have been accepted at first sight."
                : store_->locked() ? offered.exposed + " is not among the tools of the lock file."
                                   : offered.exposed + " is new, and nobody has accepted it yet.";
  store_->report(offered, pending.state);
  pending.offered = std::move(offered);
  return pending;
}

Verdict PinsGuard::judge(Call& call) {
  const Result<const Standing*> known = standing(call.tool());
  if (!known) {
    return Deny{{"pins", "", "store_unavailable",
                 "Nobody can say whether " + call.tool().exposed +
                     " is what was accepted: " + to_string(known.error()),
                 "Nothing was executed. Tell the user."},
                std::nullopt};
  }
  const Standing& its = **known;
  if (its.state == PinState::approved) return Allow{};
  const bool changed = its.state == PinState::changed;
  // Said again, because somebody may have accepted it meanwhile.
  store_->report(*its.offered, its.state);
  const std::string command = store_->command(call.tool().exposed);
  Finding why{"pins", changed ? "guards.pins.changed" : "guards.pins.first_use",
              changed ? "tool_changed" : "tool_pending", its.why,
              "Tell the user, who can accept the tool as it is now: " + command};
  if (changed && knobs_.changed == ChangedTool::deny) return Deny{std::move(why), std::nullopt};
  if (changed && knobs_.changed == ChangedTool::flag) {
    call.warn(std::move(why));
    return Allow{};
  }
  // Whoever is asked to let one call run shall know how to accept the tool instead.
  why.reason += " To accept the tool as it is now, run `" + command + "`.";
  std::string question = its.why + " Call it all the same?";
  return Ask{std::move(why), std::move(question), Assurance::out_of_band};
}

}  // namespace

std::unique_ptr<Guard> make_pins(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<PinsGuard>(policy.guards.pins,
                                     deps.pins ? deps.pins : deps.memory->of<MemoryPins>("pins"), deps.world);
}

}  // namespace callgate::guard
