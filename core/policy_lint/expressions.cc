// Regular expressions that let calls pass, and match where nobody meant it.
#include <optional>

#include "core/policy_lint/conditions_of.h"

namespace callgate::policy_lint {
namespace {

using config::Member;
using config::Node;
using policy::Ruling;

// Cuts an expression at the "|" that are in no group and no class.
std::vector<std::string_view> alternatives(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  bool in_class = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      // \Q…\E is text, whatever it holds.
      const bool quoted = i + 1 < text.size() && text[i + 1] == 'Q';
      const std::size_t end = quoted ? text.find("\\E", i) : i + 1;
      i = end == text.npos ? text.size() : end + (quoted ? 1 : 0);
    } else if (in_class) {
      // A bracket that stands first belongs to the class.
      in_class = c != ']' || text[i - 1] == '[' || (text[i - 1] == '^' && text[i - 2] == '[');
    } else if (c == '[') {
      in_class = true;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      --depth;
    } else if (c == '|' && depth == 0) {
      parts.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// The inside of an expression that is one group, "(?:…)" or "(…)".
std::optional<std::string_view> inside_of_group(std::string_view text) {
  if (!text.starts_with('(') || !text.ends_with(')')) return std::nullopt;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '[') {
      return std::nullopt;  // it may hold brackets: then it is no plain group
    } else if (text[i] == '(') {
      ++depth;
    } else if (text[i] == ')' && --depth == 0 && i + 1 < text.size()) {
      return std::nullopt;
    }
  }
  text = text.substr(1, text.size() - 2);
  return text.starts_with("?:") ? text.substr(2) : text;
}

bool ends_with_plain(std::string_view text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  std::size_t backslashes = 0;
  for (std::size_t i = text.size() - end.size(); i > 0 && text[i - 1] == '\\'; --i) ++backslashes;
  return backslashes % 2 == 0;
}

// Why it may match in the middle of a text; empty if it cannot, or says itself that anything may stand there.
std::string looseness(std::string_view text) {
  if (text.starts_with("(?")) {
    const std::size_t end = text.find(')');
    const std::string_view flags = text.substr(2, end - 2);
    if (end != text.npos && flags.find_first_not_of("imsU-") == flags.npos) {
      if (flags.substr(0, flags.find('-')).find('m') != flags.npos)
        return "with (?m) ^ and $ fit at every line";
      text.remove_prefix(end + 1);
    }
  }
  const auto parts = alternatives(text);
  for (const std::string_view part : parts) {
    if (const auto inside = inside_of_group(part)) {
      if (std::string why = looseness(*inside); !why.empty()) return why;
      continue;
    }
    const bool begins = part.starts_with('^') || part.starts_with("\\A") || part.starts_with(".*");
    const bool ends = ends_with_plain(part, "$") || part.ends_with("\\z") || ends_with_plain(part, ".*");
    if (begins && ends) continue;
    const std::string which = parts.size() > 1 ? "its part " + config::quoted(part) : "it";
    if (!begins && !ends) return which + " may match anywhere in a text";
    return which + (begins ? " says nothing of the end" : " says nothing of the beginning");
  }
  return {};
}

class ExpressionCheck {
 public:
  explicit ExpressionCheck(Findings& findings) : report_(findings) {}

  void rule(const RuleView& view) {
    using Role = WrittenCondition::Role;
    bool allows = false, refuses = view.rule.obligations.prior.has_value();
    for (const policy::Outcome* outcome : {&view.rule.then, &view.rule.otherwise}) {
      for (const policy::Outcome::Case& one : outcome->cases) {
        allows = allows || one.ruling == Ruling::allow;
        refuses = refuses || one.ruling == Ruling::deny || one.ruling == Ruling::ask ||
                  one.ruling == Ruling::rewrite;
      }
    }
    for (const WrittenCondition& condition : conditions_of(view)) {
      const bool lets_pass = condition.role == Role::when     ? allows && !refuses
                             : condition.role == Role::unless ? refuses
                                                              : condition.ruling == Ruling::allow;
      for (const FieldDemand& demand : demands_of(condition.node()))
        predicate(view, *demand.demand, lets_pass != demand.opposite, lets_pass || refuses);
    }
  }

 private:
  // `lets_pass`: what fits is let through. Under "not" it is the other way round.
  void predicate(const RuleView& view, const Node& node, bool lets_pass, bool matters) {
    for (const Member& member : node.members) {
      if (member.key == "not") predicate(view, member.value, !lets_pass, matters);
      if (member.key == "any" || member.key == "all") {
        for (const Node& item : member.value.items) predicate(view, item, lets_pass, matters);
      }
      if (member.key != "regex" || !lets_pass || !matters) continue;
      if (member.value.type == config::Type::string) expression(view, member.value);
      for (const Node& item : member.value.items) expression(view, item);
    }
  }

  void expression(const RuleView& view, const Node& node) {
    const std::string why = node.text.starts_with('@') ? "" : looseness(node.text);
    if (why.empty()) return;
    report_.add(kUnanchoredRegex, *view.source, node.place,
                "an expression of " + name_of(view) + " lets more pass than it seems", why,
                "write ^ at the beginning and $ at the end, or .* where anything may stand");
  }

  Reporter report_;
};

}  // namespace

void check_expressions(const Model& model, Findings& findings) {
  ExpressionCheck check(findings);
  for (const RuleView& view : model.rules()) check.rule(view);
}

}  // namespace callgate::policy_lint
