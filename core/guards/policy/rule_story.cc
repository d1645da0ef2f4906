#include "core/guards/policy/rule_story.h"

#include <algorithm>
#include <optional>

#include "core/guards/policy/judge_rule.h"
#include "core/guards/policy/schedule.h"
#include "core/guards/policy/standing.h"
#include "core/policy/condition.h"
#include "core/policy/rule_words.h"
#include "core/policy/words.h"

namespace callgate::guard {
namespace {

using Fate = RuleStory::Fate;
using policy::Action;
using policy::Policy;
using policy::Rule;
using policy::Ruling;
using policy::Scene;
using policy::Truth;

std::string word(Action action) {
  return std::string(policy::kActionWords[static_cast<std::size_t>(action)]);
}
std::string word(Ruling ruling) {
  return std::string(policy::kRulingWords[static_cast<std::size_t>(ruling)]);
}

std::string listed(const std::vector<std::string>& texts) {
  constexpr std::size_t kMost = 4;
  std::string list;
  for (std::size_t i = 0; i < std::min(texts.size(), kMost); ++i) list += (i ? ", " : "") + texts[i];
  return texts.size() > kMost ? list + " and " + std::to_string(texts.size() - kMost) + " more" : list;
}

// Which part of a match the tool does not fit.
std::string misfit_of(const policy::Match& match, const mcp::Tool& tool, const ToolFacts& facts) {
  const auto fails = [&](const policy::Match& part) { return fit_of(part, tool, facts) == Fit::no; };
  if (fails({.tools = match.tools})) return "it is about " + listed(match.tools);
  if (fails({.servers = match.servers})) return "it is about servers " + listed(match.servers);
  if (fails({.effects = match.effects})) {
    return "it is about other effects, and " + tool.exposed + " counts as " +
           std::string(to_string(facts.effect));
  }
  return facts.trusted ? "the tool's annotations are others"
                       : "the tool's annotations are others, or its server is not trusted with them";
}

class Teller {
 public:
  Teller(const Policy& policy, const GuardDeps& deps, Call& call)
      : policy_(policy),
        knobs_(policy.guards.policy),
        call_(call),
        tool_(call.tool()),
        folders_{deps.home, deps.cwd},
        standings_(policy_, folders_),
        standing_(standings_.make(tool_)),
        world_(deps.world ? deps.world : std::make_shared<const policy::World>(deps.home, deps.cwd)),
        prior_(deps.memory->of<PriorCalls>("policy.prior")),
        now_(deps.clock.now()),
        today_(deps.clock.today()) {
    call_.set_effect(standing_.facts.effect);
  }

  std::vector<RuleStory> tell() {
    for (const auto& entry : policy_.deny) tell_permission(entry, Action::deny);
    for (const auto& entry : policy_.ask) tell_permission(entry, Action::ask);
    for (const auto& entry : policy_.allow) tell_permission(entry, Action::allow);
    for (const Rule& rule : policy_.rules) tell_rule(rule);
    tell_table();
    for (const policy::Grant& grant : policy_.grants) tell_grant(grant);
    tell_default();
    return std::move(stories_);
  }

 private:
  void add(RuleStory story) {
    const bool decides = story.decision != "" && story.decision != "warn";
    const bool counts = story.fate == Fate::applies || story.fate == Fate::unjudged;
    decided_ |= decides && counts && story.mode == Mode::enforce;
    stories_.push_back(std::move(story));
  }

  void tell_permission(const policy::Permission& entry, Action action) {
    const PermissionRule rule(entry, action, folders_);
    RuleStory story{.rule = entry.rule, .where = entry.where, .decision = word(action)};
    if (!rule.fits_name(tool_)) {
      story.why = "it is about " + entry.pattern;
      return add(std::move(story));
    }
    story.fate = Fate::applies;
    if (rule.by_name_only()) {
      story.why = entry.pattern + " fits the name";
      return add(std::move(story));
    }
    const auto value = call_.argument(entry.argument);
    const auto fits = rule.fits_argument(call_);
    const std::string seen =
        value && !value->empty() ? policy::shown_json(*value, entry.argument) : std::string("absent");
    story.why = "argument \"" + entry.argument + "\" is " + seen + ", which ";
    if (!fits) {
      story.fate = action == Action::allow ? Fate::idle : Fate::unjudged;
      story.why = fits.error().what;
      if (action == Action::ask) story.decision = word(Action::deny);
    } else if (!*fits) {
      story.fate = Fate::idle;
      story.why += "does not match " + entry.argument_pattern;
    } else {
      story.why += "matches " + entry.argument_pattern;
    }
    add(std::move(story));
  }

  // Asks a condition, and keeps its remarks under the name of the part.
  Truth ask(const policy::ConditionPtr& condition, const char* part, Scene& scene, RuleStory& story) {
    const std::size_t first = story.remarks.size();
    scene.remarks = &story.remarks;
    const Truth truth = condition->holds(scene);
    scene.remarks = nullptr;
    for (std::size_t i = first; i < story.remarks.size(); ++i) story.remarks[i].part = part;
    return truth;
  }

  void tell_rule(const Rule& rule) {
    RuleStory story{.rule = rule.id, .where = rule.where, .mode = rule.mode};
    const Fit fit = fit_of(rule.match, tool_, standing_.facts);
    if (rule.mode == Mode::off) {
      story.fate = Fate::off;
      story.why = "its mode is off";
    } else if (fit == Fit::no) {
      story.why = misfit_of(rule.match, tool_, standing_.facts);
    } else if (rule.on_result) {
      story.fate = Fate::later;
      story.why = "it looks at the result";
    } else {
      judge(rule, fit, story);
    }
    add(std::move(story));
  }

  void judge(const Rule& rule, Fit fit, RuleStory& story) {
    Scene scene{.call = call_,
                .world = *world_,
                .environment = knobs_.environment,
                .regex_input = knobs_.regex_input,
                .missing_field = knobs_.missing_field};
    story.fate = Fate::idle;
    const Truth when = rule.when ? ask(rule.when, "when", scene, story) : Truth::yes;
    if (when == Truth::no) {
      story.branch = "when";
      story.why = "what it asks for under \"when\" does not hold";
      return;
    }
    const Truth unless = rule.unless ? ask(rule.unless, "unless", scene, story) : Truth::no;
    if (unless == Truth::yes) {
      story.branch = "unless";
      story.why = "its exception (\"unless\") holds";
      return;
    }
    const RuleJudgement judgement = judge_rule(rule, fit, scene, {*prior_, now_, today_});
    if (judgement.obliges && rule.mode == Mode::enforce) named_ = std::max(named_, rule.effect);
    if (judgement.unjudged || std::min(when, policy::negated(unless)) == Truth::unknown) {
      story.fate = Fate::unjudged;
      story.why = scene.trouble.what.empty() ? "it cannot be judged" : scene.trouble.what;
      if (judgement.ruling) story.decision = said(*judgement.ruling, true);
      if (!judgement.ruling) story.why += judgement.obliges ? "; its demands hold" : "; it does not apply";
      return;
    }
    tell_branch(rule, fit, judgement, scene, story);
  }

  // Where all the conditions are met: by which branch it decides, if it decides.
  void tell_branch(const Rule& rule, Fit fit, const RuleJudgement& judgement, Scene& scene,
                   RuleStory& story) {
    const bool open =
        !rule.obligations.active || active_at(*rule.obligations.active, today_, *world_) == Truth::yes;
    const bool met = open && !judgement.prior_missing;
    story.fate = judgement.obliges || judgement.ruling ? Fate::applies : Fate::idle;
    const auto& cases = met ? rule.then.cases : rule.otherwise.cases;
    story.branch = met ? "then" : cases.empty() ? "require" : "else";
    story.why = !open  ? "this is outside of the hours under \"active\""
                : !met ? "the earlier call under \"require\" has not been made"
                       : "it is about this call";
    if (judgement.ruling) story.decision = said(*judgement.ruling, false);
    for (const policy::Outcome::Case& one : cases) {
      if (!one.test) break;
      const char* const part = met ? "then.if" : "else.if";
      if (ask(one.test, part, scene, story) != Truth::yes) continue;
      story.branch = part;
      break;
    }
    if (judgement.ruling) return;
    if (fit == Fit::unproven && story.fate == Fate::idle) {
      story.why = "it would only ease, and goes by a hint of a server that is not trusted";
    } else {
      story.why += judgement.obliges ? "; it demands something, and decides nothing" : "; it decides nothing";
    }
  }

  // As the guard takes it.
  std::string said(Ruling ruling, bool unjudged) const {
    if (unjudged && knobs_.on_error == policy::PolicyKnobs::OnError::hold) ruling = Ruling::ask;
    if (ruling == Ruling::ask && policy_.ask_denies) ruling = Ruling::deny;
    return word(ruling);
  }

  void tell_table() {
    const policy::ToolEntry& entry = standing_.entry;
    RuleStory story{.fate = Fate::applies, .rule = "guards.policy.tools"};
    for (const std::string& name : entry.require_args) {
      const auto argument = call_.argument(name);
      if (argument && !argument->empty()) continue;
      story.decision = word(Action::deny);
      story.why = "its argument \"" + name + "\" is missing";
      return add(std::move(story));
    }
    if (!entry.access) return;
    story.decision = word(*entry.access);
    story.why = "the table of tools says so";
    add(std::move(story));
  }

  void tell_grant(const policy::Grant& grant) {
    RuleStory story{.rule = "grant " + grant.id, .where = grant.where, .decision = word(Action::allow)};
    if (fit_of(grant.match, tool_, standing_.facts) != Fit::yes) {
      story.why = misfit_of(grant.match, tool_, standing_.facts);
    } else if (grant.expires <= today_) {
      story.fate = Fate::idle;
      story.why = "it expired at " + rfc3339(grant.expires);
    } else {
      Scene scene{.call = call_, .world = *world_, .environment = knobs_.environment};
      const bool holds = !grant.when || ask(grant.when, "when", scene, story) == Truth::yes;
      story.fate = holds ? Fate::applies : Fate::idle;
      story.why = holds ? "it answers what is only asked" : "what it asks for under \"when\" does not hold";
    }
    // It decides nothing of its own.
    const bool decided = decided_;
    add(std::move(story));
    decided_ = decided;
  }

  void tell_default() {
    const Effect effect = named_.value_or(worst_effect(standing_.facts.effect, call_.shell()));
    const bool by_effect = !policy_.fallback && effect != standing_.facts.effect;
    Action action = by_effect ? knobs_.effects.of(effect) : standing_.otherwise;
    if (action == Action::ask && policy_.ask_denies) action = Action::deny;
    RuleStory story{
        .fate = decided_ ? Fate::idle : Fate::applies,
        .rule = by_effect ? "effects." + std::string(to_string(effect)) : standing_.otherwise_rule,
        .decision = word(action)};
    story.why = decided_ ? "something else decides" : "nothing else decides";
    stories_.push_back(std::move(story));
  }

  const Policy& policy_;
  const policy::PolicyKnobs& knobs_;
  Call& call_;
  const mcp::Tool& tool_;
  const Folders folders_;
  const Standings standings_;
  const Standing standing_;
  const std::shared_ptr<const policy::World> world_;
  const std::shared_ptr<PriorCalls> prior_;
  const Instant now_;
  const WallTime today_;
  std::vector<RuleStory> stories_;
  std::optional<Effect> named_;  // by the rules that apply
  bool decided_ = false;
};

}  // namespace

std::string_view to_string(RuleStory::Fate fate) {
  static constexpr std::string_view kWords[] = {"other-tool", "idle", "applies", "unjudged", "later", "off"};
  return kWords[static_cast<std::size_t>(fate)];
}

std::vector<RuleStory> stories_of(const Policy& policy, const GuardDeps& deps, Call& call) {
  return Teller(policy, deps, call).tell();
}

}  // namespace callgate::guard
