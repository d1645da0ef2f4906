// Finds schemas that would be checked for ever.
#include <unordered_map>

#include "core/analysis/schema/compiler.h"

namespace callgate::analysis::schema {
namespace {

// Subschemas that look at the same value as `schema`.
std::vector<const Schema*> beside(const Schema& schema) {
  std::vector<const Schema*> next;
  if (schema.apply) {
    const Applicators& apply = *schema.apply;
    for (const auto* list : {&apply.all, &apply.any, &apply.one})
      next.insert(next.end(), list->begin(), list->end());
    for (const Schema* one : {apply.negated, apply.condition, apply.then, apply.otherwise, apply.dynamic}) {
      if (one) next.push_back(one);
    }
  }
  if (schema.object) {
    for (const DependentSchema& dependent : schema.object->dependent_schemas)
      next.push_back(dependent.schema);
  }
  return next;
}

struct Visit {
  const Schema* schema;
  std::vector<const Schema*> next;
};

}  // namespace

bool has_endless_loop(const Program& program) {
  enum class State { open, done };
  std::unordered_map<const Schema*, State> states;
  std::vector<Visit> path;
  const auto enter = [&](const Schema* schema) {
    states[schema] = State::open;
    path.push_back({schema, beside(*schema)});
  };
  for (const Schema& start : program.schemas) {
    if (states.count(&start) > 0) continue;
    enter(&start);
    while (!path.empty()) {
      if (path.back().next.empty()) {
        states[path.back().schema] = State::done;
        path.pop_back();
        continue;
      }
      const Schema* next = path.back().next.back();
      path.back().next.pop_back();
      const auto known = states.find(next);
      if (known == states.end()) {
        enter(next);
      } else if (known->second == State::open) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace callgate::analysis::schema
