#include "core/guards/policy/findings.h"

#include "core/policy/placeholder.h"

namespace callgate::guard {

std::string place_of(std::string_view rule, std::string_view where) {
  std::string place(rule);
  if (!where.empty()) place.append(", ").append(where);
  return place;
}

Finding refusal(const Call& call, const PermissionRule& rule) {
  const policy::Permission& entry = rule.source();
  Finding why{"policy", entry.rule, "policy_deny", "The policy does not allow " + call.tool().exposed, ""};
  if (rule.by_name_only()) {
    why.instead = "Use another tool, or ask the user to change the policy.";
  } else {
    why.reason += " when its argument \"" + entry.argument + "\" matches \"" + entry.argument_pattern + "\"";
    why.instead =
        "Choose another \"" + entry.argument + "\"; writing the same one differently will not help.";
  }
  why.reason += " (" + place_of(entry.rule, entry.where) + ").";
  return why;
}

Finding unreadable(const Call& call, const PermissionRule& rule, const Error& error) {
  const policy::Permission& entry = rule.source();
  return {"policy", entry.rule, error.code == Errc::refused ? "policy_ambiguous_key" : "policy_type_error",
          "The policy cannot judge " + call.tool().exposed + ": " + error.what + " (" +
              place_of(entry.rule, entry.where) + ").",
          "Send \"" + entry.argument + "\" once, spelled exactly so, as a string."};
}

Finding refusal(const Call& call, std::string_view rule, std::string reason) {
  return {
      "policy", std::string(rule), "policy_deny",
      "The policy does not allow " + call.tool().exposed + ": " + reason + " (" + std::string(rule) + ").",
      "Use another tool, or ask the user to change the policy."};
}

Finding question(const Call& call, std::string_view rule, std::string_view where) {
  return {"policy", std::string(rule), "policy_ask",
          "The policy wants a person to agree before " + call.tool().exposed + " runs (" +
              place_of(rule, where) + ").",
          ""};
}

Finding of_rule(const policy::Rule& rule, std::string_view code, policy::Scene& scene, MessageBounds bounds) {
  Finding why{"policy", rule.id, std::string(code), "", ""};
  const bool asks = code == "policy_ask";
  if (!rule.reason.empty()) {
    why.reason = policy::fill_placeholders(rule.reason, scene, bounds.placeholder, bounds.message);
  } else if (asks) {
    why.reason = "The policy wants a person to agree before " + scene.call.tool().exposed + " runs";
  } else {
    why.reason = "The policy does not allow this call of " + scene.call.tool().exposed;
  }
  const bool sentence = why.reason.ends_with('.');
  if (sentence) why.reason.pop_back();
  why.reason += " (" + place_of(rule.id, rule.where) + ").";
  if (!asks)
    why.instead = "Change what the rule objects to, or ask the user; trying again as it is will not help.";
  return why;
}

Finding unjudged(const policy::Rule& rule, policy::Scene& scene, MessageBounds bounds) {
  const policy::Trouble& trouble = scene.trouble;
  std::string what = trouble.what.empty() ? "it cannot be judged" : trouble.what;
  if (what.size() > bounds.message) what.resize(bounds.message);
  Finding why{"policy", rule.id, std::string(trouble.code()),
              "The policy cannot judge " + scene.call.tool().exposed + ": " + what + " (" +
                  place_of(rule.id, rule.where) + ").",
              ""};
  why.instead = trouble.field.empty()
                    ? "Tell the user that this rule cannot be judged."
                    : "Send \"" + trouble.field + "\" once, spelled exactly so and of the right type.";
  return why;
}

}  // namespace callgate::guard
