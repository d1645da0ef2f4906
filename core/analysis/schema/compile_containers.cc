// The keywords about arrays and objects.
#include <algorithm>

#include "core/analysis/schema/compiler.h"
#include "core/analysis/words.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

// Names of parameters whose content may well be nothing: an empty file, a deletion, no separator.
bool may_be_blank(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  constexpr std::string_view kContents[] = {"content",   "contents", "replacement", "separator",
                                            "delimiter", "prefix",   "suffix",      "padding",
                                            "indent",    "stdin",    "data",        "value"};
  return words.front() == "new" ||
         std::find(std::begin(kContents), std::end(kContents), words.back()) != std::end(kContents);
}

bool speaks_of_null(const Schema& schema) {
  return schema.says_type || schema.choice || schema.apply;
}

}  // namespace

void Compiler::read_array(Schema& made, const Fields& fields) {
  ArrayRules rules;
  read_count(fields, "minItems", rules.min);
  read_count(fields, "maxItems", rules.max);
  rules.unique = fields["uniqueItems"] == "true";
  const bool draft7 = source_->draft == SchemaDraft::draft7;
  // A list under `items` belongs to the older drafts, but says the same wherever it stands.
  if (is_array(fields["items"])) {
    rules.first = schemas_in(fields, "items");
    rules.rest = schema_in(fields, "additionalItems");
  } else {
    if (!draft7) rules.first = schemas_in(fields, "prefixItems");
    rules.rest = schema_in(fields, "items");
  }
  rules.contains = schema_in(fields, "contains");
  if (rules.contains && !draft7) {
    read_count(fields, "minContains", rules.min_contains);
    read_count(fields, "maxContains", rules.max_contains);
    rules.contains_evaluates = true;
  }
  if (rules.min > 0 || rules.max != kUnlimited || rules.unique || !rules.first.empty() || rules.rest ||
      rules.contains) {
    made.array = std::make_unique<ArrayRules>(std::move(rules));
  }
}

void Compiler::read_object(Schema& made, const Fields& fields) {
  ObjectRules rules;
  read_count(fields, "minProperties", rules.min);
  read_count(fields, "maxProperties", rules.max);
  read_properties(rules, fields);
  read_dependencies(rules, fields);
  if (!rules.unknown_patterns) rules.additional = schema_in(fields, "additionalProperties");
  rules.key = schema_in(fields, "propertyNames");
  const auto absent = [&](auto... keywords) { return !(fields.has(keywords) || ...); };
  rules.silent_about_others =
      fields.has("properties") &&
      absent("additionalProperties", "patternProperties", "unevaluatedProperties", "$ref", "$dynamicRef",
             "allOf", "anyOf", "oneOf", "if", "dependentSchemas");
  if (rules.min > 0 || rules.max != kUnlimited || rules.names.size() > 0 || !rules.patterns.empty() ||
      rules.unknown_patterns || rules.additional || rules.key || rules.silent_about_others) {
    made.object = std::make_unique<ObjectRules>(std::move(rules));
  }
}

void Compiler::read_properties(ObjectRules& rules, const Fields& fields) {
  const std::string_view properties = fields["properties"], required = fields["required"];
  if (!properties.empty() && !is_object(properties)) note("properties", "must be an object");
  for (const Field& property : Fields(properties)) {
    if (!is_schema(property.value)) {
      note("properties", "holds something that is no schema");
      continue;
    }
    const Schema* const named = schema(property.value);
    rules.names.entry(property.name).schema = named;
  }
  for (const Field& property : Fields(fields["patternProperties"])) {
    auto pattern = this->pattern(property.name);
    if (!is_schema(property.value) || !pattern) {
      note("patternProperties", "has " + json::quote(property.name) + ", which cannot be run in linear time");
      rules.unknown_patterns = true;
      continue;
    }
    rules.patterns.push_back({std::move(pattern).value(), schema(property.value)});
  }
  if (!required.empty() && !is_array(required)) note("required", "must be a list of names");
  for (const std::string_view name : elements_of(required)) {
    if (!is_string(name)) continue;
    Property& entry = rules.names.entry(json::decode(name));
    if (!std::exchange(entry.required, true)) rules.required.push_back(entry.place);
  }
}

void Compiler::read_dependencies(ObjectRules& rules, const Fields& fields) {
  // `dependencies` was split in two by draft 2019-09; what it says is clear in any draft.
  for (const std::string_view keyword : {"dependentRequired", "dependentSchemas", "dependencies"}) {
    if (source_->draft == SchemaDraft::draft7 && keyword != "dependencies") continue;
    for (const Field& dependency : Fields(fields[keyword])) {
      const std::uint32_t trigger = rules.names.entry(dependency.name).place;
      if (is_schema(dependency.value) && keyword != "dependentRequired") {
        rules.dependent_schemas.push_back({trigger, schema(dependency.value)});
      } else if (is_array(dependency.value) && keyword != "dependentSchemas") {
        for (const std::string_view name : elements_of(dependency.value)) {
          rules.dependent_names.push_back({trigger, rules.names.entry(json::decode(name)).place});
        }
      } else {
        note(keyword, "has a value of the wrong type");
      }
    }
  }
}

// What can be said only once every schema is filled.
void Compiler::finish(Schema& made) {
  made.only_types = !made.choice && !made.number && !made.string && !made.array && !made.object &&
                    !made.apply && !made.unevaluated_items && !made.unevaluated_properties;
  if (!made.object) return;
  for (Property& property : made.object->names.entries()) {
    if (!property.required || !property.schema) continue;
    property.blank_refused = property.schema->wants_text && !may_be_blank(property.name);
    property.null_is_missing = !speaks_of_null(*property.schema);
  }
}

}  // namespace callgate::analysis::schema
