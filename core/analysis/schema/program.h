// A compiled schema: every subschema's keywords, read and ready to be checked. Immutable once compiled.
#pragma once

#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/analysis/schema/choice.h"
#include "core/analysis/schema/pattern.h"
#include "core/analysis/schema/property_table.h"
#include "core/analysis/schema/types.h"
#include "core/json/decimal.h"

namespace callgate::analysis::schema {

inline constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

// A number of the schema, with its text for messages.
struct Bound {
  json::Decimal value;
  std::string_view text;
};

struct NumberRules {
  std::optional<Bound> minimum, maximum, above, below, multiple_of;
};

struct StringRules {
  std::size_t min = 0, max = kUnlimited;  // code points
  std::optional<Pattern> pattern;
};

struct ArrayRules {
  std::size_t min = 0, max = kUnlimited;
  bool unique = false;
  std::vector<const Schema*> first;  // by place
  const Schema* rest = nullptr;      // of those behind
  const Schema* contains = nullptr;
  std::size_t min_contains = 1, max_contains = kUnlimited;
  bool contains_evaluates = false;  // what it found counts for unevaluatedItems (2020-12)
};

struct PatternProperties {
  Pattern pattern;
  const Schema* schema;
};

// Places in the property table.
struct DependentName {
  std::uint32_t trigger, needed;
};
struct DependentSchema {
  std::uint32_t trigger;
  const Schema* schema;
};

struct ObjectRules {
  std::size_t min = 0, max = kUnlimited;
  PropertyTable names;
  std::vector<std::uint32_t> required;  // places in `names`
  std::vector<PatternProperties> patterns;
  bool unknown_patterns = false;  // some cannot be run, so that any name may be one they mean
  const Schema* additional = nullptr;
  const Schema* key = nullptr;  // propertyNames
  std::vector<DependentName> dependent_names;
  std::vector<DependentSchema> dependent_schemas;
  // It names properties and says nothing about others, neither here nor by joining other schemas.
  bool silent_about_others = false;
};

// Subschemas that look at the same value.
struct Applicators {
  std::vector<const Schema*> all;  // $ref and allOf
  std::vector<const Schema*> any, one;
  const Schema* negated = nullptr;
  const Schema *condition = nullptr, *then = nullptr, *otherwise = nullptr;
  // $dynamicRef: where it leads unless an outer resource has an anchor of that name.
  const Schema* dynamic = nullptr;
  std::string dynamic_anchor;
};

// One document or embedded document, for $dynamicRef.
struct Resource {
  std::vector<std::pair<std::string, const Schema*>> dynamic_anchors;
};

struct Schema {
  TypeSet types = kAnyType;  // none: nothing fits (`false`)
  bool only_types = true;    // nothing else is to be checked
  bool says_type = false;    // `type` stands in it
  bool wants_text = false;   // a string, and nothing in it says that a blank one would do
  std::unique_ptr<Choice> choice;
  bool is_const = false;
  std::unique_ptr<NumberRules> number;
  std::unique_ptr<StringRules> string;
  std::unique_ptr<ArrayRules> array;
  std::unique_ptr<ObjectRules> object;
  std::unique_ptr<Applicators> apply;
  const Schema *unevaluated_items = nullptr, *unevaluated_properties = nullptr;
  const Resource* resource = nullptr;
};

struct Program {
  std::deque<std::string> texts;  // what the views look into
  std::deque<Schema> schemas;
  std::deque<Resource> resources;
  const Schema* root = nullptr;
  bool dynamic = false;            // some $dynamicRef depends on the way to it
  std::vector<std::string> notes;  // what is not checked, for people
};

}  // namespace callgate::analysis::schema
