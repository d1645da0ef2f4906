// Arrays: their elements, how many, and whether all differ.
#include <algorithm>
#include <string>
#include <vector>

#include "core/analysis/schema/checker.h"
#include "core/json/canonical.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

std::string elements(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " element" : " elements");
}

}  // namespace

bool Checker::check_array(const ArrayRules& rules, std::string_view value, Seen* seen) {
  bool good = true;
  std::size_t count = 0, contained = 0;
  const bool whole = each(value, [&](std::string_view, std::string_view element) {
    const Schema* schema = count < rules.first.size() ? rules.first[count] : rules.rest;
    const Step step{way_, value, {}, count, true};
    if (schema && !go_on(good, check_inside(*schema, step, element))) return false;
    if (schema && seen) seen->mark(count);
    if (rules.contains && tries(*rules.contains, element, nullptr)) {
      ++contained;
      if (seen && rules.contains_evaluates) seen->mark(count);
    }
    ++count;
    return true;
  });
  if (!whole) return false;
  const auto test = [&](std::string_view keyword, bool fits, const char* must, std::size_t limit,
                        std::size_t has, const char* what) {
    return go_on(good, fits || refuse(keyword, value, [&] {
                         return "must have " + std::string(must) + " " + elements(limit) + what + ", has " +
                                std::to_string(has);
                       }));
  };
  if (!test("minItems", count >= rules.min, "at least", rules.min, count, "")) return false;
  if (!test("maxItems", count <= rules.max, "at most", rules.max, count, "")) return false;
  if (rules.contains) {
    const bool enough = contained >= rules.min_contains, not_too_many = contained <= rules.max_contains;
    const char* const what = " of the kind the schema demands";
    if (!test("contains", enough, "at least", rules.min_contains, contained, what)) return false;
    if (!test("maxContains", not_too_many, "at most", rules.max_contains, contained, what)) return false;
  }
  return (!rules.unique || count < 2 || check_unique(value)) && good;
}

// Sorts what the elements mean, so that time stays near linear whatever they are.
bool Checker::check_unique(std::string_view value) {
  if (!spend(value.size() / 16)) return false;
  std::vector<std::string> known;
  json::Elements walk(value);
  for (std::string_view element; walk.next(element);) {
    auto canonical = json::canonical(element);
    if (!canonical) {
      return refuse("uniqueItems", element, [&] { return "cannot be compared: " + canonical.error().what; });
    }
    known.push_back(*std::move(canonical));
  }
  std::sort(known.begin(), known.end());
  const auto twice = std::adjacent_find(known.begin(), known.end());
  return twice == known.end() || refuse("uniqueItems", value, [&] {
           return "must not have an element twice; " + shortened(*twice, 40) + " is";
         });
}

bool Checker::check_unevaluated_items(const Schema& rest, std::string_view value, const Seen& seen) {
  bool good = true;
  std::size_t place = 0;
  const bool whole = each(value, [&](std::string_view, std::string_view element) {
    const Step step{way_, value, {}, place, true};
    const bool further = seen.marked(place) || go_on(good, check_inside(rest, step, element));
    ++place;
    return further;
  });
  return whole && good;
}

}  // namespace callgate::analysis::schema
