// The operators of the policy language: one table says how each is written and what it makes.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/jsonc.h"
#include "core/config/report.h"
#include "core/config/shape.h"
#include "core/policy/condition.h"

namespace callgate::policy {

// "sets": lists of texts by name.
using Sets = std::map<std::string, std::vector<std::string>, std::less<>>;

// What operands are read with, and where mistakes are reported.
struct Operands {
  const config::SourcePtr& source;
  const Sets& sets;
  config::Problems& errors;
  bool remarks = false;  // predicates tell the scene what they say of each value

  void error(const config::Node& at, std::string what, std::string label = {}) const;
  // The texts of a string or a list of strings; "@name" stands for all texts of that set, "@@x" for "@x".
  std::vector<std::string> texts(const config::Node& node) const;
};

struct OperatorForm {
  std::string_view name;
  config::Shape shape;  // of its operand; a node that does not fit is not made into anything
  std::string_view about;
  PredicatePtr (*make)(const config::Node& operand, const Operands& operands);
};

// All operators besides "any", "all" and "not", in the order in which documents list them.
std::span<const OperatorForm> operator_forms();

// An operator that an absent field does not meet, unless the policy says otherwise.
class PositiveOperator : public Predicate {
 public:
  Truth holds(const Value& value, Scene& scene) const final {
    if (!value.there) return truth(scene.missing_field);
    return judge(value, scene);
  }

 private:
  virtual Truth judge(const Value& value, Scene& scene) const = 0;
};

// An operator that an absent field meets, made of its opposite.
PredicatePtr negative(PredicatePtr positive);

// operators/equality.cc
PredicatePtr make_eq(const config::Node& operand, const Operands& operands);
PredicatePtr make_ne(const config::Node& operand, const Operands& operands);
PredicatePtr make_in(const config::Node& operand, const Operands& operands);
PredicatePtr make_not_in(const config::Node& operand, const Operands& operands);
PredicatePtr make_contains(const config::Node& operand, const Operands& operands);
PredicatePtr make_not_contains(const config::Node& operand, const Operands& operands);
PredicatePtr make_contains_any(const config::Node& operand, const Operands& operands);
// operators/order.cc
PredicatePtr make_lt(const config::Node& operand, const Operands& operands);
PredicatePtr make_lte(const config::Node& operand, const Operands& operands);
PredicatePtr make_gt(const config::Node& operand, const Operands& operands);
PredicatePtr make_gte(const config::Node& operand, const Operands& operands);
PredicatePtr make_between(const config::Node& operand, const Operands& operands);
PredicatePtr make_len(const config::Node& operand, const Operands& operands);
// operators/text.cc
PredicatePtr make_glob(const config::Node& operand, const Operands& operands);
PredicatePtr make_regex(const config::Node& operand, const Operands& operands);
PredicatePtr make_starts_with(const config::Node& operand, const Operands& operands);
PredicatePtr make_ends_with(const config::Node& operand, const Operands& operands);
// operators/place.cc
PredicatePtr make_under(const config::Node& operand, const Operands& operands);
// operators/url.cc
PredicatePtr make_host(const config::Node& operand, const Operands& operands);
PredicatePtr make_scheme(const config::Node& operand, const Operands& operands);
PredicatePtr make_cidr(const config::Node& operand, const Operands& operands);
// operators/form.cc
PredicatePtr make_exists(const config::Node& operand, const Operands& operands);
PredicatePtr make_type(const config::Node& operand, const Operands& operands);
PredicatePtr make_schema(const config::Node& operand, const Operands& operands);

// What is wrong with a text as a regular expression; empty if nothing is.
std::string regex_fault(std::string_view text);
// Adds all matches of a regular expression that has no fault.
void find_matches(const std::string& expression, std::string_view text, Spans& spans);

}  // namespace callgate::policy
