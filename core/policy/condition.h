// What "when", "unless" and "if" hold: fields, what is demanded of their values, and how that is joined.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/json/envelope.h"
#include "core/policy/scene.h"

namespace callgate::policy {

// Parts of a text, in any order.
using Spans = std::vector<json::Span>;

// What is demanded of one value. Immutable.
class Predicate {
 public:
  virtual ~Predicate() = default;
  // An absent value meets no positive predicate and every negative one.
  virtual Truth holds(const Value& value, Scene& scene) const = 0;
  // Adds the parts of `text` that it looks for, if it looks for any: to blank them out.
  virtual void find_in(std::string_view /*text*/, Spans& /*spans*/) const {}
};
using PredicatePtr = std::unique_ptr<const Predicate>;

// A question about a scene. Immutable, and shared by whoever holds the rule.
class Condition {
 public:
  virtual ~Condition() = default;
  virtual Truth holds(Scene& scene) const = 0;
  // Adds the parts of a text of the result that it looks for in results.
  virtual void find_in(std::string_view text, Spans& spans) const = 0;
  // Adds every field it looks at.
  virtual void add_fields(std::vector<const FieldPath*>& fields) const = 0;
};
using ConditionPtr = std::shared_ptr<const Condition>;

// How several answers become one.
enum class Join : std::uint8_t { all, any };

// All or any of the parts. With no parts, "all" holds and "any" does not.
PredicatePtr joined(Join join, std::vector<PredicatePtr> parts);
ConditionPtr joined(Join join, std::vector<ConditionPtr> parts);
PredicatePtr opposite(PredicatePtr part);
ConditionPtr opposite(ConditionPtr part);

// All or any of the values that the field leads to. Where it leads to none, that is one absent value.
ConditionPtr on_field(FieldPath field, Join many, PredicatePtr predicate);

}  // namespace callgate::policy
