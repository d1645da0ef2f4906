#include "core/policy_lint/tool_arguments.h"

#include <algorithm>

#include "core/config/shape.h"
#include "core/mcp/names.h"

namespace callgate::policy_lint {
namespace {

using json::member;
using json::type_of;
using policy::PathStep;
using Schema = std::string_view;  // raw JSON
using Schemas = std::vector<Schema>;

// Schemas that refer to each other are left open beyond this many steps.
constexpr int kMaxSteps = 2'000;
constexpr std::string_view kTypeWords[] = {"object", "array", "string", "number", "boolean", "null"};

Types types_of_word(std::string_view literal) {
  if (json::equals(literal, "integer")) return only(json::Type::number);
  for (std::size_t i = 0; i < std::size(kTypeWords); ++i) {
    if (json::equals(literal, kTypeWords[i])) return 1u << i;
  }
  return kAnyType;
}

bool is_object(Schema value) {
  return !value.empty() && type_of(value) == json::Type::object;
}
bool is_array(Schema value) {
  return !value.empty() && type_of(value) == json::Type::array;
}

Schemas elements(Schema list) {
  Schemas all;
  if (!is_array(list)) return all;
  json::Elements walk(list);
  for (Schema element; walk.next(element);) all.push_back(element);
  return all;
}

class Reader {
 public:
  explicit Reader(Schema root) : root_(root) {}

  Argument read(const policy::FieldPath& path) {
    Argument argument;
    if (!is_object(root_)) return argument;
    argument.required = true;
    Schemas here{root_};
    std::string way = "args";
    for (const PathStep& step : path.steps) {
      const Types types = types_of_all(here);
      const auto wanted = only(step.kind == PathStep::Kind::member ? json::Type::object : json::Type::array);
      if (!(types & wanted)) {
        argument.standing = Argument::Standing::known;
        argument.misstep = way + " is " + names_of(types);
        return argument;
      }
      here = step.kind == PathStep::Kind::member ? of_member(here, step.key, way, argument) : of_items(here);
      if (step.kind != PathStep::Kind::member) argument.required = false;
      if (here.empty() || argument.is_missing()) return argument;
      way += step.kind == PathStep::Kind::member ? "." + step.key : "[…]";
    }
    argument.standing = Argument::Standing::known;
    argument.types = types_of_all(here);
    argument.values = values_of_all(here);
    return argument;
  }

 private:
  // The schema and all that it is made of, whichever of them holds.
  Schemas whole(const Schemas& schemas) {
    Schemas all;
    Schemas open(schemas.rbegin(), schemas.rend());
    while (!open.empty() && ++steps_ < kMaxSteps) {
      const Schema schema = open.back();
      open.pop_back();
      all.push_back(schema);
      if (!is_object(schema)) continue;
      if (const Schema target = referred(schema); !target.empty()) open.push_back(target);
      for (const std::string_view key : {"allOf", "anyOf", "oneOf"}) {
        for (const Schema part : elements(member(schema, key))) open.push_back(part);
      }
      for (const std::string_view key : {"then", "else"}) {
        if (is_object(member(schema, key))) open.push_back(member(schema, key));
      }
    }
    return all;
  }

  // What "#/$defs/x" leads to; empty where there is no reference, or one that leads elsewhere.
  Schema referred(Schema schema) const {
    const std::string reference = json::decode(member(schema, "$ref"));
    if (reference == "#") return root_;
    if (!reference.starts_with("#/")) return {};
    Schema at = root_;
    for (std::size_t from = 2; from <= reference.size() && is_object(at);) {
      const std::size_t end = std::min(reference.find('/', from), reference.size());
      std::string key = reference.substr(from, end - from);
      for (const auto& [escape, character] : {std::pair{"~1", "/"}, {"~0", "~"}}) {
        for (std::size_t found; (found = key.find(escape)) != key.npos;) key.replace(found, 2, character);
      }
      at = member(at, key);
      from = end + 1;
    }
    return at;
  }
  static bool refers_elsewhere(Schema schema) {
    const Schema reference = member(schema, "$ref");
    return (!reference.empty() && !json::decode(reference).starts_with("#")) ||
           !member(schema, "$dynamicRef").empty();
  }

  Schemas of_member(const Schemas& here, const std::string& key, const std::string& way, Argument& argument) {
    Schemas found;
    std::vector<std::string> siblings;
    bool open = false, refused = false, names_any = false, required = false;
    for (const Schema schema : whole(here)) {
      if (!is_object(schema)) {
        open = open || schema == "true";
        continue;
      }
      open = open || refers_elsewhere(schema);
      json::Members walk(member(schema, "properties"));
      for (json::Member one; walk.next(one);) {
        names_any = true;
        const std::string name = json::decode("\"" + std::string(one.key) + "\"");
        if (name == key) found.push_back(one.value);
        siblings.push_back(name);
      }
      const Schema others = member(schema, "additionalProperties");
      refused = refused || others == "false";
      open = open || (!others.empty() && others != "false") || !member(schema, "patternProperties").empty();
      for (const Schema name : elements(member(schema, "required")))
        required = required || json::equals(name, key);
    }
    argument.required = argument.required && required;
    if (!found.empty()) return found;
    if (open || steps_ >= kMaxSteps || (!names_any && !refused)) return {};
    argument.standing = refused ? Argument::Standing::refused : Argument::Standing::unnamed;
    const std::string_view meant = mcp::nearest(key, siblings);
    if (!meant.empty()) argument.nearest = way + "." + std::string(meant);
    std::ranges::sort(siblings);
    siblings.erase(std::unique(siblings.begin(), siblings.end()), siblings.end());
    argument.siblings = std::move(siblings);
    return {};
  }

  Schemas of_items(const Schemas& here) {
    Schemas found;
    for (const Schema schema : whole(here)) {
      if (is_object(schema) && is_object(member(schema, "items"))) found.push_back(member(schema, "items"));
      for (const Schema one : elements(member(schema, "prefixItems"))) found.push_back(one);
      for (const Schema one : elements(member(schema, "items"))) found.push_back(one);
    }
    return found;
  }

  Types types_of_all(const Schemas& schemas) {
    Types types = 0;
    for (const Schema schema : schemas) types |= types_of(schema, 0);
    return types;
  }

  Types types_of(Schema schema, int depth) {
    if (!is_object(schema) || depth > 16 || ++steps_ >= kMaxSteps) return kAnyType;
    Types types = kAnyType;
    if (const Schema said = member(schema, "type"); !said.empty()) {
      types = is_array(said) ? 0 : types_of_word(said);
      for (const Schema word : elements(said)) types |= types_of_word(word);
    }
    if (const auto values = own_values(schema)) {
      Types of_values = 0;
      for (const std::string& value : *values) of_values |= only(type_of(value));
      types &= of_values;
    }
    if (const Schema target = referred(schema); !target.empty()) types &= types_of(target, depth + 1);
    for (const Schema part : elements(member(schema, "allOf"))) types &= types_of(part, depth + 1);
    for (const std::string_view key : {"anyOf", "oneOf"}) {
      const Schemas parts = elements(member(schema, key));
      Types one_of = 0;
      for (const Schema part : parts) one_of |= types_of(part, depth + 1);
      if (!parts.empty()) types &= one_of;
    }
    return types ? types : kAnyType;
  }

  static std::optional<std::vector<std::string>> own_values(Schema schema) {
    const Schema constant = member(schema, "const"), list = member(schema, "enum");
    if (!constant.empty()) return std::vector{std::string(constant)};
    if (!is_array(list)) return std::nullopt;
    std::vector<std::string> values;
    for (const Schema value : elements(list)) values.emplace_back(value);
    return values;
  }

  // Only where every alternative lists its values.
  std::optional<std::vector<std::string>> values_of_all(const Schemas& schemas) {
    std::vector<std::string> all;
    for (const Schema schema : schemas) {
      const auto values = values_of(schema, 0);
      if (!values) return std::nullopt;
      all.insert(all.end(), values->begin(), values->end());
    }
    return all;
  }

  std::optional<std::vector<std::string>> values_of(Schema schema, int depth) {
    if (!is_object(schema) || depth > 16 || ++steps_ >= kMaxSteps) return std::nullopt;
    if (auto own = own_values(schema)) return own;
    if (const Schema target = referred(schema); !target.empty()) return values_of(target, depth + 1);
    const Schemas any = elements(member(schema, "anyOf")), one = elements(member(schema, "oneOf"));
    const Schemas& parts = any.empty() ? one : any;
    std::vector<std::string> all;
    for (const Schema part : parts) {
      if (json::equals(member(part, "type"), "null")) {
        all.emplace_back("null");
        continue;
      }
      const auto values = values_of(part, depth + 1);
      if (!values) return std::nullopt;
      all.insert(all.end(), values->begin(), values->end());
    }
    return parts.empty() ? std::nullopt : std::optional(std::move(all));
  }

  const Schema root_;
  int steps_ = 0;
};

}  // namespace

std::string names_of(Types types) {
  static constexpr const char* kNames[] = {"an object", "a list",        "a string",
                                           "a number",  "true or false", "null"};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (types & (1u << i)) names.emplace_back(kNames[i]);
  }
  return config::join(names, " or ");
}

Argument argument_of(const mcp::Tool& tool, const policy::FieldPath& path) {
  return Reader(member(tool.definition.view(), "inputSchema")).read(path);
}

}  // namespace callgate::policy_lint
