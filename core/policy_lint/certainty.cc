#include "core/policy_lint/certainty.h"

#include <algorithm>
#include <map>

#include "core/policy_lint/bounds.h"
#include "core/policy_lint/conditions_of.h"
#include "core/policy_lint/tool_arguments.h"

namespace callgate::policy_lint {
namespace {

using config::Member;
using config::Node;
using enum Certainty;

Claim opposite(Claim claim) {
  claim.certainty = static_cast<Certainty>(2 - static_cast<int>(claim.certainty));
  return claim;
}

// Of claims that are joined: with `all` the first that never holds, else the least certain; the reverse for
// any.
Claim join(bool all, const std::vector<Claim>& claims, const config::Place& place) {
  const Certainty settled = all ? never : always;
  Claim joined{all ? always : never, place, claims.empty() ? "an empty list" : ""};
  for (const Claim& claim : claims) {
    if (claim.certainty == settled) return claim;
    if (claim.certainty == maybe) joined.certainty = maybe;
    if (joined.why.empty()) joined = {joined.certainty, claim.place, claim.why};
  }
  return joined;
}

// What is known of a field's value: whether it must be there, and is a text.
struct Known {
  bool required = false, text = false;
};

class Judge {
 public:
  Judge(const Model& model, const std::vector<mcp::ToolPtr>& tools) : model_(model), tools_(tools) {}

  Claim condition(const Node& node) {
    std::vector<Claim> claims;
    for (const Member& member : node.members) {
      if (member.key == "not") {
        claims.push_back(opposite(condition(member.value)));
      } else if (member.key == "any" || member.key == "all") {
        std::vector<Claim> parts;
        for (const Node& item : member.value.items) parts.push_back(condition(item));
        claims.push_back(join(member.key == "all", parts, member.place));
      } else {
        claims.push_back(field(member));
      }
    }
    Claim claim = join(true, claims, node.place);
    if (claim.certainty == never) return claim;
    const Contradiction found = contradiction(node);
    return found.why.empty() ? claim : Claim{never, found.place, found.why};
  }

 private:
  Claim field(const Member& member) {
    const FieldDemand demand = demand_of(member, false);
    // Of many values there may be none, which counts as one that is absent.
    return predicate(*demand.demand, demand.path.leads_to_many() ? Known{} : known_of(demand.path));
  }

  Known known_of(const policy::FieldPath& path) const {
    if (path.root == policy::Root::tool || path.root == policy::Root::environment) return {true, true};
    if (path.root != policy::Root::args || tools_.empty()) return {};
    Known known{true, true};
    for (const mcp::ToolPtr& tool : tools_) {
      const Argument argument = argument_of(*tool, path);
      known.required = known.required && argument.required && argument.standing == Argument::Standing::known;
      known.text = known.text && argument.types == only(json::Type::string);
    }
    return known;
  }

  Claim predicate(const Node& node, const Known& known) {
    std::vector<Claim> claims;
    Operators together;
    for (const Member& member : node.members) {
      together.push_back(&member);
      if (member.key == "not") {
        claims.push_back(opposite(predicate(member.value, known)));
      } else if (member.key == "any" || member.key == "all") {
        std::vector<Claim> parts;
        for (const Node& item : member.value.items) parts.push_back(predicate(item, known));
        claims.push_back(join(member.key == "all", parts, member.place));
      } else {
        claims.push_back(one(member, known));
      }
    }
    const Claim claim = join(true, claims, node.place);
    if (claim.certainty == never) return claim;
    const Contradiction found = contradiction_in(together, model_);
    return found.why.empty() ? claim : Claim{never, found.place, found.why};
  }

  Claim one(const Member& member, const Known& known) {
    const auto claim = [&](Certainty certainty, std::string why) {
      return Claim{certainty, member.place, std::move(why)};
    };
    const Node& operand = member.value;
    if (member.key == "exists") {
      if (known.required) return claim(operand.truth ? always : never, "the schema demands it");
      return {};
    }
    const bool negative = member.key == "notIn";
    const bool lists =
        negative || member.key == "in" || member.key == "containsAny" || takes_texts(member.key);
    if (lists && is_empty(operand)) return claim(negative ? always : never, "there is nothing in the list");
    if (known.required && known.text && fits_every_text(member)) return claim(always, "every text fits");
    return {};
  }

  static bool takes_texts(std::string_view op) {
    for (const std::string_view one :
         {"glob", "regex", "under", "host", "scheme", "cidr", "startsWith", "endsWith"})
      if (op == one) return true;
    return false;
  }

  bool is_empty(const Node& operand) const {
    if (operand.type == config::Type::string)
      return operand.text.starts_with('@') && model_.texts(operand).empty();
    if (operand.type != config::Type::list) return false;
    const bool only_texts = std::ranges::all_of(
        operand.items, [](const Node& item) { return item.type == config::Type::string; });
    return only_texts && model_.texts(operand).empty();
  }

  bool fits_every_text(const Member& member) const {
    static constexpr std::string_view kExpressions[] = {".*", "^.*$", "(?s).*", "^", "$", "^.*", ".*$"};
    for (const std::string& text : model_.texts(member.value)) {
      if (member.key == "glob" && (text == "**" || text == "**/**")) return true;
      if (member.key == "regex" && std::ranges::find(kExpressions, text) != std::end(kExpressions))
        return true;
    }
    return false;
  }

  // Fields that several parts of a conjunction speak of.
  Contradiction contradiction(const Node& node) {
    std::map<std::string, Operators> fields;
    collect(node, fields);
    for (const auto& [field, operators] : fields) {
      Contradiction found = contradiction_in(operators, model_);
      if (!found.why.empty()) return found;
    }
    return {};
  }

  static void collect(const Node& node, std::map<std::string, Operators>& fields) {
    for (const Member& member : node.members) {
      if (member.key == "all" && member.value.type == config::Type::list) {
        for (const Node& item : member.value.items) collect(item, fields);
      } else if (member.key != "any" && member.key != "all" && member.key != "not") {
        const FieldDemand demand = demand_of(member, false);
        // Several values may meet one demand each.
        if (demand.path.leads_to_many() && !demand.for_all) continue;
        for (const Member& one : demand.demand->members) fields[member.key].push_back(&one);
      }
    }
  }

  const Model& model_;
  const std::vector<mcp::ToolPtr>& tools_;
};

}  // namespace

Claim claim_of(const Node& condition, const Model& model, const std::vector<mcp::ToolPtr>& tools) {
  return Judge(model, tools).condition(condition);
}

}  // namespace callgate::policy_lint
