#include "core/policy_diff/rule_change.h"

#include <algorithm>

#include "core/base/glob.h"
#include "core/json/decimal.h"
#include "core/policy/node_values.h"
#include "core/policy/words.h"
#include "core/policy_diff/condition_change.h"

namespace callgate::policy_diff {
namespace {

using config::Node;
using enum Direction;

int strictness(std::string_view ruling) {
  constexpr std::string_view kWords[] = {"allow", "warn", "redact", "suppress", "ask", "rewrite", "deny"};
  return static_cast<int>(std::ranges::find(kWords, ruling) - std::begin(kWords));
}

void rulings_of(const Node* outcome, std::vector<std::string>& rulings) {
  for (; outcome; outcome = outcome->find("else")) {
    if (outcome->type == config::Type::string) rulings.push_back(outcome->text);
    if (const Node* ruling = outcome->find("do")) rulings.push_back(ruling->text);
  }
}

// How many tools a match fits; null: all.
Direction compare_matches(const Node* before, const Node* after) {
  static const Node kAll{config::Type::object, {}, false, {}, {}, {}};
  const Node &a = before ? *before : kAll, &b = after ? *after : kAll;
  Direction direction = same;
  for (const std::string_view key : {"tools", "server", "effect", "annotations"}) {
    const Node *was = a.find(key), *is = b.find(key);
    if (!was && !is) continue;
    if (!was || !is) {
      direction = both(direction, was ? wider : narrower);
    } else if (key == "annotations") {
      direction = both(direction, config::compact(*was) == config::compact(*is) ? same : other);
    } else {
      const auto patterns_before = policy::strings_of(was), patterns_after = policy::strings_of(is);
      const auto covered = [](const auto& wide, const auto& narrow) {
        return std::ranges::all_of(narrow, [&](const std::string& one) {
          return std::ranges::any_of(wide, [&](const std::string& by) { return glob_matches(by, one); });
        });
      };
      const bool grew = covered(patterns_after, patterns_before),
                 shrank = covered(patterns_before, patterns_after);
      direction = both(direction, grew ? (shrank ? same : wider) : shrank ? narrower : other);
    }
  }
  return direction;
}

// What a rule decides where it applies, as a policy moves by it.
Direction compare_outcomes(const Node* before, const Node* after) {
  const std::string a = before ? config::compact(*before) : "", b = after ? config::compact(*after) : "";
  if (a == b) return same;
  if (!before || !after) {
    std::vector<std::string> rulings;
    rulings_of(before ? before : after, rulings);
    const auto allows = [](const std::string& one) { return one == "allow"; };
    if (std::ranges::any_of(rulings, allows))
      return std::ranges::all_of(rulings, allows) ? (before ? narrower : wider) : other;
    return before ? wider : narrower;
  }
  if (before->type == config::Type::string && after->type == config::Type::string)
    return by_strictness(strictness(before->text), strictness(after->text));
  const Node *if_a = before->find("if"), *if_b = after->find("if");
  const Node *do_a = before->find("do"), *do_b = after->find("do");
  const Node *else_a = before->find("else"), *else_b = after->find("else");
  if (!if_a || !if_b || !do_a || !do_b || !else_a || !else_b) return other;
  Direction direction = both(compare_outcomes(do_a, do_b), compare_outcomes(else_a, else_b));
  if (config::compact(*if_a) == config::compact(*if_b)) return direction;
  std::vector<std::string> otherwise;
  rulings_of(else_b, otherwise);
  const int chosen = strictness(do_b->text);
  const bool milder =
      std::ranges::all_of(otherwise, [&](const auto& one) { return chosen < strictness(one); });
  const bool harder =
      std::ranges::all_of(otherwise, [&](const auto& one) { return chosen > strictness(one); });
  const Direction reach = compare_conditions(*if_a, *if_b);
  return both(direction, milder ? reach : harder ? flipped(reach) : other);
}

// A demand that has come, gone, or changed.
Direction compare_demands(std::string_view key, const Node* before, const Node* after) {
  const bool eases = key == "cache" || key == "effect" || key == "rewrite";
  if (!before || !after)
    return eases ? (key == "cache" ? (after ? wider : narrower) : other) : after ? narrower : wider;
  if (config::compact(*before) == config::compact(*after)) return same;
  if (key == "locked") return after->truth ? narrower : wider;
  if ((key != "limit" && key != "budget" && key != "output") || before->type != config::Type::object ||
      after->type != config::Type::object)
    return other;
  Direction direction = same;
  for (const config::Member& member : before->members) {
    const Node* now = after->find(member.key);
    if (!now) return other;
    if (config::compact(member.value) == config::compact(*now)) continue;
    const auto a = json::Decimal::read(member.value.text), b = json::Decimal::read(now->text);
    if (!a || !b || member.value.type != config::Type::number || now->type != config::Type::number)
      return other;
    direction = both(direction, flipped(by_strictness(*a, *b)));
  }
  return after->members.size() == before->members.size() ? direction : other;
}

class Comparison {
 public:
  Comparison(const Node& before, const Node& after) : before_(before), after_(after) {
    const Purpose a = purpose_of(before), b = purpose_of(after);
    purpose_ = a == b ? a : Purpose::mixed;
  }

  // More calls under a rule that restricts is a narrower policy.
  void reach(std::string_view key, Direction reach) {
    if (reach == same) return;
    note(key, purpose_ == Purpose::restricts ? flipped(reach) : purpose_ == Purpose::eases ? reach : other);
  }
  void note(std::string_view key, Direction direction, bool differs = false) {
    if (direction == same && !differs) return;
    change_.direction = both(change_.direction, direction);
    change_.parts.push_back(std::string(key) +
                            (direction == same ? "" : " (" + std::string(to_string(direction)) + ")"));
  }
  bool differs(std::string_view key) const {
    const Node *a = before_.find(key), *b = after_.find(key);
    return (a ? config::compact(*a) : "") != (b ? config::compact(*b) : "");
  }

  RuleChange take() {
    reach("match", compare_matches(before_.find("match"), after_.find("match")));
    condition("when", false);
    condition("unless", true);
    for (const std::string_view key : {"then", "else"})
      note(key, compare_outcomes(before_.find(key), after_.find(key)));
    mode();
    for (const std::string_view key :
         {"limit", "budget", "require", "active", "idempotency", "cache", "rewrite", "redact", "output",
          "hook", "approve", "effect", "locked"}) {
      if (differs(key)) note(key, compare_demands(key, before_.find(key), after_.find(key)));
    }
    note("reason", same, differs("reason"));
    return std::move(change_);
  }

 private:
  void condition(std::string_view key, bool exception) {
    const Node *a = before_.find(key), *b = after_.find(key);
    if (!a && !b) return;
    Direction holds = same;
    if (a && b) holds = compare_conditions(*a, *b);
    // Without "when" a rule always applies, without "unless" too.
    if (!a || !b) holds = exception == (b != nullptr) ? wider : narrower;
    reach(key, exception ? flipped(holds) : holds);
  }

  void mode() {
    const auto index = [](const Node* node) {
      return std::ranges::find(policy::kModeWords, node ? std::string_view(node->text) : "enforce") -
             std::begin(policy::kModeWords);
    };
    const auto a = index(before_.find("mode")), b = index(after_.find("mode"));
    if (a != b) reach("mode", a < b ? wider : narrower);
  }

  const Node &before_, &after_;
  Purpose purpose_;
  RuleChange change_;
};

}  // namespace

Purpose purpose_of(const Node& rule) {
  std::vector<std::string> rulings;
  rulings_of(rule.find("then"), rulings);
  rulings_of(rule.find("else"), rulings);
  const auto allows = std::ranges::count(rulings, "allow");
  const bool eases = rule.find("cache") || rule.find("effect");
  if (rulings.empty()) return eases ? Purpose::mixed : Purpose::restricts;
  if (allows == 0) return eases ? Purpose::mixed : Purpose::restricts;
  return static_cast<std::size_t>(allows) == rulings.size() ? Purpose::eases : Purpose::mixed;
}

RuleChange compare_rules(const Node& before, const policy::Sets& sets_before, const Node& after,
                         const policy::Sets& sets_after) {
  const Node a = without_sets(before, sets_before), b = without_sets(after, sets_after);
  return Comparison(a, b).take();
}

}  // namespace callgate::policy_diff
