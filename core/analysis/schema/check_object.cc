// Objects: their members, which must be there, and which others may.
#include "core/analysis/schema/checker.h"
#include "core/json/escape.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

constexpr std::size_t kMaxNames = 10;  // named in a message

// Whether a string literal holds white space at most.
bool is_blank(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != '"') return false;
  const std::string_view raw = literal.substr(1, literal.size() - 2);
  constexpr std::string_view kSpace = " \t\r\n";
  if (raw.find('\\') == raw.npos) return raw.find_first_not_of(kSpace) == raw.npos;
  return json::decode(literal).find_first_not_of(kSpace) == std::string::npos;
}

std::string counted_members(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " member" : " members");
}

std::string known_names(const ObjectRules& rules) {
  std::string names;
  std::size_t count = 0;
  for (const Property& property : rules.names.entries()) {
    if (!property.schema) continue;
    if (++count > kMaxNames) return names + ", …";
    names += (count > 1 ? ", " : "") + json::quote(shortened(property.name, 40));
  }
  return names;
}

}  // namespace

// One pass over an object's members.
struct Checker::Walk {
  const Schema& schema;
  const ObjectRules& rules;
  std::string_view value;
  Seen* seen;
  Seen present{};          // by their places in the table of names
  std::size_t count = 0;   // members so far
  std::uint32_t next = 0;  // the place behind the last one's: names often come in the schema's order
};

bool Checker::check_object(const Schema& schema, std::string_view value, Seen* seen) {
  const ObjectRules& rules = *schema.object;
  Walk walk{schema, rules, value, seen};
  bool good = true;
  const bool whole = each(value, [&](std::string_view key, std::string_view member) {
    const bool further = go_on(good, check_member(walk, key, member));
    ++walk.count;
    return further;
  });
  if (!whole) return false;
  if (seen && rules.unknown_patterns) seen->mark_all();
  const bool enough =
      walk.count >= rules.min || refuse("minProperties", value, [&] {
        return "must have at least " + counted_members(rules.min) + ", has " + std::to_string(walk.count);
      });
  if (!go_on(good, enough)) return false;
  const bool not_too_many =
      walk.count <= rules.max || refuse("maxProperties", value, [&] {
        return "must have at most " + counted_members(rules.max) + ", has " + std::to_string(walk.count);
      });
  if (!go_on(good, not_too_many)) return false;
  return check_names(rules, value, walk.present, seen) && good;
}

bool Checker::check_member(Walk& walk, std::string_view key, std::string_view value) {
  const ObjectRules& rules = walk.rules;
  const Property* const property = rules.names.find(key, walk.next);
  const Step step{way_, walk.value, key, walk.count, property && property->required};
  bool good = true, known = false;
  if (property) {
    walk.next = property->place + 1;
    walk.present.mark(property->place);
    known = property->schema != nullptr;
    if (!go_on(good, check_named(*property, step, value))) return false;
  }
  if (!rules.patterns.empty()) {
    std::string name;
    json::append_decoded(name, key);
    for (const PatternProperties& pattern : rules.patterns) {
      if (!spend(1 + name.size() / 16)) return false;
      if (!matches(pattern.pattern, name)) continue;
      known = true;
      if (!go_on(good, check_inside(*pattern.schema, step, value))) return false;
    }
  }
  if (rules.key) {
    // The key as a literal: its quotes stand around it.
    const std::string_view literal(key.data() - 1, key.size() + 2);
    const bool fits =
        tries(*rules.key, literal, nullptr) || refuse("propertyNames", literal, [&] {
          return "has a member " + shortened(literal, 60) + ", a name that the schema rules out";
        });
    if (!go_on(good, fits)) return false;
  }
  if (known) {
    if (walk.seen) walk.seen->mark(walk.count);
    return good;
  }
  return check_others(walk, step, value) && good;
}

bool Checker::check_named(const Property& property, const Step& step, std::string_view value) {
  if (strict_ && property.required) {
    const bool blank = property.blank_refused && rules_.reject_blank_required && is_blank(value);
    const bool missing = property.null_is_missing && rules_.null_counts_missing && value == "null";
    if (blank || missing) {
      const Step* const before = std::exchange(way_, &step);
      refuse("required", value, [&] {
        return std::string(blank ? "is required and must not be blank" : "is required and must not be null");
      });
      way_ = before;
      return false;
    }
  }
  return !property.schema || check_inside(*property.schema, step, value);
}

// A member that neither a name nor a pattern speaks of.
bool Checker::check_others(Walk& walk, const Step& step, std::string_view value) {
  const ObjectRules& rules = walk.rules;
  const bool extra =
      strict_ && rules_.extra_refused && rules.silent_about_others && &walk.schema == program_.root;
  const bool refused = extra || (rules.additional && rules.additional->types == 0);
  if (refused) {
    if (!report_) return false;
    const Step* const before = std::exchange(way_, &step);
    const std::string names = known_names(rules);
    refuse("additionalProperties", value,
           [&] { return "is not known here" + (names.empty() ? "; leave it out" : "; known are " + names); });
    way_ = before;
    return false;
  }
  if (!rules.additional) return true;
  if (walk.seen) walk.seen->mark(walk.count);
  return check_inside(*rules.additional, step, value);
}

// What the names that are there demand of the others.
bool Checker::check_names(const ObjectRules& rules, std::string_view value, const Seen& present, Seen* seen) {
  if (!spend(rules.dependent_names.size() / 16)) return false;
  bool good = true;
  const auto demand = [&](std::uint32_t place, std::string_view keyword, auto why) {
    const bool fits = present.marked(place) || refuse(keyword, value, [&] {
                        const Property& property = rules.names.entries()[place];
                        const TypeSet types = property.schema ? property.schema->types : kAnyType;
                        const std::string type = types == kAnyType ? "" : " (" + names_of(types) + ")";
                        return json::quote(shortened(property.name, 60)) + type + " is missing" + why();
                      });
    return go_on(good, fits);
  };
  for (const std::uint32_t place : rules.required) {
    if (!demand(place, "required", [] { return std::string("; it is required"); })) return false;
  }
  for (const DependentName& dependent : rules.dependent_names) {
    if (!present.marked(dependent.trigger)) continue;
    const auto why = [&] {
      return "; " + json::quote(shortened(rules.names.entries()[dependent.trigger].name, 60)) + " demands it";
    };
    if (!demand(dependent.needed, "dependentRequired", why)) return false;
  }
  for (const DependentSchema& dependent : rules.dependent_schemas) {
    if (present.marked(dependent.trigger) && !go_on(good, check(*dependent.schema, value, seen)))
      return false;
  }
  return good;
}

bool Checker::check_unevaluated_properties(const Schema& rest, std::string_view value, const Seen& seen) {
  bool good = true;
  std::size_t place = 0;
  json::Members walk(value);
  for (json::Member member; walk.next(member); ++place) {
    const Step step{way_, value, member.key, place, false};
    if (!seen.marked(place) && !go_on(good, check_inside(rest, step, member.value))) return false;
  }
  return good;
}

}  // namespace callgate::analysis::schema
