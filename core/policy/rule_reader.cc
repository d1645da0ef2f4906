#include "core/policy/rule_reader.h"

#include <algorithm>

#include "core/policy/condition_reader.h"
#include "core/policy/node_values.h"
#include "core/policy/obligation_reader.h"
#include "core/policy/pattern.h"
#include "core/policy/placeholder.h"
#include "core/policy/rule_words.h"
#include "core/policy/words.h"

namespace callgate::policy {
namespace {

using config::Node;

constexpr std::string_view kIrreversible = "irreversible";

Match read_match(const Node* node) {
  Match match;
  if (!node) return match;
  match.tools = patterns_of(strings_of(node->find("tools")));
  match.servers = strings_of(node->find("server"));
  if (const Node* hints = node->find("annotations")) {
    match.read_only = truth_of(hints->find("readOnlyHint"));
    match.destructive = truth_of(hints->find("destructiveHint"));
    match.idempotent = truth_of(hints->find("idempotentHint"));
    match.open_world = truth_of(hints->find("openWorldHint"));
  }
  if (const Node* effects = node->find("effect")) {
    for (const std::string& word : strings_of(effects)) {
      const auto found = std::ranges::find(guard::kEffectWords, std::string_view(word));
      if (found != std::end(guard::kEffectWords))
        match.effects.push_back(static_cast<guard::Effect>(found - guard::kEffectWords));
    }
  }
  return match;
}

bool has(const Outcome& outcome, std::initializer_list<Ruling> rulings) {
  return std::ranges::any_of(outcome.cases, [&](const Outcome::Case& one) {
    return std::ranges::find(rulings, one.ruling) != rulings.end();
  });
}

bool looks_at_result(const ConditionPtr& condition) {
  if (!condition) return false;
  std::vector<const FieldPath*> fields;
  condition->add_fields(fields);
  return std::ranges::any_of(fields, [](const FieldPath* field) { return field->root == Root::result; });
}

// One reading of a rule.
class Reader {
 public:
  Reader(const Node& node, const Operands& operands) : node_(node), operands_(operands) {}

  std::optional<Rule> read() {
    const Node* id = node_.find("id");
    if (node_.type != config::Type::object || !id) return std::nullopt;
    const std::size_t before = operands_.errors.size();
    Rule rule;
    rule.id = id->text;
    rule.where = config::where(*operands_.source, node_.place);
    rule.mode = enum_of<guard::Mode>(node_.find("mode"), kModeWords).value_or(rule.mode);
    rule.match = read_match(node_.find("match"));
    condition("when", rule.when);
    condition("unless", rule.unless);
    outcome(node_.find("then"), rule.then);
    outcome(node_.find("else"), rule.otherwise);
    rule.locked = truth_of(node_.find("locked")).value_or(false);
    if (const Node* reason = node_.find("reason")) read_reason(*reason, rule);
    rule.obligations = read_obligations(node_, rule.id, operands_);
    if (const Node* effect = node_.find("effect")) read_effect(*effect, rule);
    check(rule);
    return whole_ && operands_.errors.size() == before ? std::optional(std::move(rule)) : std::nullopt;
  }

 private:
  void condition(std::string_view key, ConditionPtr& slot) {
    const Node* node = node_.find(key);
    if (!node) return;
    slot = read_condition(*node, operands_);
    whole_ = whole_ && slot;
  }

  void outcome(const Node* node, Outcome& outcome) {
    for (; node; node = node->find("else")) {
      if (const auto ruling = enum_of<Ruling>(node, kRulingWords))
        return outcome.cases.push_back({nullptr, *ruling});
      const Node* test = node->find("if");
      const auto ruling = enum_of<Ruling>(node->find("do"), kRulingWords);
      if (!test || !ruling) return void(whole_ = false);
      ConditionPtr holds = read_condition(*test, operands_);
      if (!holds) return void(whole_ = false);
      outcome.cases.push_back({std::move(holds), *ruling});
    }
  }

  void read_reason(const Node& node, Rule& rule) {
    rule.reason = node.text;
    for (const std::string& name : placeholders_of(rule.reason)) {
      const std::string fault = placeholder_fault(name);
      if (!fault.empty()) operands_.error(node, "${" + name + "} stands for nothing", fault);
    }
  }

  static void read_effect(const Node& node, Rule& rule) {
    const auto word = std::ranges::find(kEffectRuleWords, std::string_view(node.text));
    if (word == std::end(kEffectRuleWords)) return;
    if (*word != kIrreversible) {
      rule.effect = static_cast<guard::Effect>(word - kEffectRuleWords);
      return;
    }
    rule.effect = guard::Effect::destructive;
    rule.once = true;
    auto& approve = rule.obligations.approve;
    if (!approve) approve.emplace();
    if (!approve->assurance) approve->assurance = guard::Assurance::out_of_band;
  }

  // What belongs together, and what does not.
  void check(Rule& rule) {
    const Obligations& demands = rule.obligations;
    rule.on_result = looks_at_result(rule.when) || looks_at_result(rule.unless) ||
                     has(rule.then, {Ruling::redact, Ruling::suppress});
    if (!rule.otherwise.cases.empty() && !demands.prior && !demands.active) {
      operands_.error(*node_.find("else"),
                      "\"else\" of a rule without \"require\" and \"active\" never happens",
                      "a choice is written \"then\": {\"if\": …, \"do\": …, \"else\": …}");
    }
    if (has(rule.otherwise, {Ruling::redact, Ruling::suppress})) {
      operands_.error(*node_.find("else"), "a result cannot be changed before there is one");
    }
    if (rule.on_result && has(rule.then, {Ruling::allow, Ruling::ask, Ruling::rewrite, Ruling::deny})) {
      operands_.error(*node_.find("then"), "when there is a result, the call has run",
                      "a rule on results says warn, redact or suppress");
    }
    const bool before_it_runs = !demands.limits.empty() || demands.budget || demands.prior ||
                                demands.active || demands.idempotency || demands.cache || demands.rewrite ||
                                demands.hook || demands.approve || rule.effect || demands.output;
    if (rule.on_result && before_it_runs) {
      operands_.error(
          node_, "rule " + config::quoted(rule.id) + " looks at the result, and demands what comes before",
          "write two rules");
    }
    if (rule.on_result && rule.then.cases.empty()) {
      operands_.error(node_,
                      "rule " + config::quoted(rule.id) + " looks at the result and says nothing of it",
                      "\"then\": \"warn\", \"redact\" or \"suppress\"");
    }
    if (says_nothing()) {
      operands_.error(node_, "rule " + config::quoted(rule.id) + " decides nothing and demands nothing");
    }
  }

  // What it may hold beyond this, written right or wrong, decides or demands something.
  bool says_nothing() const {
    static constexpr std::string_view kIdle[] = {"id", "mode", "match", "when", "unless", "reason", "locked"};
    return std::ranges::all_of(node_.members, [](const config::Member& member) {
      return std::ranges::find(kIdle, std::string_view(member.key)) != std::end(kIdle);
    });
  }

  const Node& node_;
  const Operands& operands_;
  bool whole_ = true;  // nothing has been passed over that the shape or the conditions have reported
};

}  // namespace

std::optional<Rule> read_rule(const Node& node, const Operands& operands) {
  return Reader(node, operands).read();
}

std::optional<Grant> read_grant(const Node& node, const Operands& operands) {
  const Node *id = node.find("id"), *origin = node.find("origin"), *expires = node.find("expires");
  if (!id || !origin || !expires) return std::nullopt;
  Grant grant;
  grant.id = id->text;
  grant.where = config::where(*operands.source, node.place);
  grant.match = read_match(node.find("match"));
  if (const Node* when = node.find("when")) {
    grant.when = read_condition(*when, operands);
    if (!grant.when) return std::nullopt;
  }
  for (const auto& [key, slot] :
       {std::pair{"approval", &grant.approval}, {"at", &grant.at}, {"by", &grant.by}}) {
    if (const Node* text = origin->find(key)) *slot = text->text;
  }
  const auto until = parse_rfc3339(expires->text);
  if (!until) return std::nullopt;
  grant.expires = *until;
  return grant;
}

std::string loosens(const Rule& rule) {
  if (rule.mode == guard::Mode::off) return {};
  if (has(rule.then, {Ruling::allow}) || has(rule.otherwise, {Ruling::allow})) return "it allows";
  if (rule.obligations.cache) return "it has \"cache\"";
  if (rule.obligations.rewrite && !rule.obligations.rewrite->set.empty()) return "it sets arguments";
  if (const auto& redact = rule.obligations.redact;
      redact && !redact->in_args && !redact->in_result && !redact->in_ledger) {
    return "it exempts from redaction";
  }
  if (rule.effect && *rule.effect != guard::Effect::destructive) {
    return "it says \"effect\": \"" + std::string(to_string(*rule.effect)) + "\"";
  }
  return {};
}

}  // namespace callgate::policy
