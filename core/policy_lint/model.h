// A policy as lint looks at it: what it says, where it says it, and the tools it is about.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/guard/classify.h"
#include "core/mcp/tool.h"
#include "core/policy/policy.h"
#include "core/policy/reader.h"
#include "core/policy_lint/finding.h"
#include "core/policy_lint/lint.h"

namespace callgate::policy_lint {

// One entry of the lists.
struct Entry {
  const config::SourcePtr* source;
  const config::Node* node;
  policy::Action action;
  policy::Permission permission;  // `rule` is its name
  std::string profile;            // empty: of all profiles
};

struct RuleView {
  const config::SourcePtr* source;
  const config::Node* node;
  policy::Rule rule;
  std::string profile;
  std::vector<mcp::ToolPtr> tools;  // it is about, of those that are known
};

// Views into the subject, which must outlive it.
class Model {
 public:
  Model(const Subject& subject, policy::Policy policy);

  const Subject& subject() const { return subject_; }
  const policy::Policy& policy() const { return policy_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<RuleView>& rules() const { return rules_; }
  const std::map<std::string, std::vector<std::string>, std::less<>>& sets() const { return sets_; }
  bool knows_tools() const { return subject_.tools.has_value(); }
  // Those whose names a pattern fits.
  std::vector<mcp::ToolPtr> tools_of(std::string_view pattern) const;
  // The texts of an operand, with sets in the place of their names.
  std::vector<std::string> texts(const config::Node& operand) const;

 private:
  void read_entries(const policy::Layer& layer, const config::Node& tree, const std::string& profile);
  void read_rules(const policy::Layer& layer, const config::Node& tree, const std::string& profile);

  const Subject& subject_;
  const policy::Policy policy_;
  const guard::Classifier classifier_;
  std::vector<Entry> entries_;
  std::vector<RuleView> rules_;
  std::map<std::string, std::vector<std::string>, std::less<>> sets_;
};

// Collects findings at places of one file.
class Reporter {
 public:
  explicit Reporter(Findings& findings) : findings_(findings) {}
  void add(const Code& code, const config::SourcePtr& source, const config::Place& place, std::string what,
           std::string label = {}, std::string hint = {}) {
    add(code, code.severity, source, place, std::move(what), std::move(label), std::move(hint));
  }
  void add(const Code& code, Severity severity, const config::SourcePtr& source, const config::Place& place,
           std::string what, std::string label = {}, std::string hint = {}) {
    findings_.push_back(
        {&code, severity, {std::move(what), source, place, std::move(label), std::move(hint)}});
  }

 private:
  Findings& findings_;
};

// "rule "payments"".
std::string name_of(const RuleView& view);
// Whether what stands in one profile meets what stands in another.
inline bool together(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || a == b;
}

// The checks, each in a file of its own name.
void check_patterns(const Model& model, Findings& findings);
void check_shadows(const Model& model, Findings& findings);
void check_arguments(const Model& model, Findings& findings);
void check_conditions(const Model& model, Findings& findings);
void check_expressions(const Model& model, Findings& findings);
void check_tools(const Model& model, Findings& findings);
void check_leftovers(const Model& model, Findings& findings);

}  // namespace callgate::policy_lint
