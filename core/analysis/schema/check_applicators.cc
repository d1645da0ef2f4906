// Schemas that look at the same value: all of them, any, exactly one, none, and one that depends on another.
#include <algorithm>

#include "core/analysis/schema/checker.h"

namespace callgate::analysis::schema {
namespace {

constexpr std::size_t kMaxExplained = 16;  // forms

// A constant that differs tells one form from another ("kind": "circle"): where some forms have theirs, those
// that have not are not meant.
void keep_likely(std::vector<Report>& forms) {
  const auto other_constant = [](const Report& form) {
    const auto& problems = form.problems();
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& problem) { return problem.choice; });
  };
  if (std::all_of(forms.begin(), forms.end(), other_constant)) return;
  forms.erase(std::remove_if(forms.begin(), forms.end(), other_constant), forms.end());
}

}  // namespace

bool Checker::check_applicators(const Applicators& apply, std::string_view value, Seen* seen) {
  bool good = true;
  for (const Schema* part : apply.all) {
    if (!go_on(good, check(*part, value, seen))) return false;
  }
  if (apply.dynamic && !go_on(good, check(dynamic_target(apply), value, seen))) return false;
  if (!apply.any.empty() && !go_on(good, check_any(apply.any, value, seen))) return false;
  if (!apply.one.empty() && !go_on(good, check_one(apply.one, value, seen))) return false;
  if (apply.negated) {
    const bool fits = !tries(*apply.negated, value, nullptr) || refuse("not", value, [&] {
      return "has a form that the schema rules out, got " + described(value);
    });
    if (!go_on(good, fits)) return false;
  }
  return (!apply.condition || check_condition(apply, value, seen)) && good;
}

bool Checker::check_any(const std::vector<const Schema*>& forms, std::string_view value, Seen* seen) {
  bool fits = false;
  for (const Schema* form : forms) {
    fits = tries(*form, value, seen) || fits;
    if (fits && !seen) return true;  // the others could only tell what they have looked at
  }
  if (!fits && report_) explain_forms(forms, "anyOf", value);
  return fits;
}

bool Checker::check_one(const std::vector<const Schema*>& forms, std::string_view value, Seen* seen) {
  std::size_t fitting = 0;
  for (const Schema* form : forms) {
    if (tries(*form, value, seen)) ++fitting;
    if (fitting > 1 && !report_) return false;
  }
  if (fitting == 1) return true;
  if (fitting > 1) {
    return refuse("oneOf", value, [&] {
      return "fits " + std::to_string(fitting) +
             " of the forms that the schema gives, and must fit exactly one";
    });
  }
  if (report_) explain_forms(forms, "oneOf", value);
  return false;
}

bool Checker::check_condition(const Applicators& apply, std::string_view value, Seen* seen) {
  const Schema* const next = tries(*apply.condition, value, seen) ? apply.then : apply.otherwise;
  return !next || check(*next, value, seen);
}

// The outermost resource on the way that has a dynamic anchor of the name decides (2020-12 core, 8.2.3.2).
const Schema& Checker::dynamic_target(const Applicators& apply) const {
  const Schema* target = apply.dynamic;
  for (const Scope* scope = scope_; scope; scope = scope->outer) {
    for (const auto& [name, schema] : scope->resource->dynamic_anchors) {
      if (name == apply.dynamic_anchor) target = schema;
    }
  }
  return *target;
}

// None of the forms fits. If their types alone rule all out, says which types would do; if one is left, what
// is wrong with it; else what is wrong with the one that comes closest.
void Checker::explain_forms(const std::vector<const Schema*>& forms, std::string_view keyword,
                            std::string_view value) {
  Report* const report = report_;
  const bool strict = std::exchange(strict_, false);
  TypeSet expected = 0;
  std::vector<Report> likely;
  for (std::size_t i = 0; i < std::min(forms.size(), kMaxExplained); ++i) {
    Report one(report->root());
    report_ = &one;
    check(*forms[i], value, nullptr);
    const auto& problems = one.problems();
    const bool other_type = problems.size() == 1 && problems[0].keyword == "type" &&
                            problems[0].expected != 0 && problems[0].value.data() == value.data();
    if (other_type) {
      expected |= problems[0].expected;
    } else if (!problems.empty()) {
      likely.push_back(std::move(one));
    }
  }
  report_ = report;
  strict_ = strict;
  if (exhausted_) return;
  keep_likely(likely);
  if (likely.empty()) {
    refuse_type(expected, value);
    return;
  }
  const auto shallower = [](const Report& a, const Report& b) {
    return a.problems().front().depth < b.problems().front().depth;
  };
  Report& best = *std::max_element(likely.begin(), likely.end(), shallower);
  const bool doubtful = likely.size() > 1;
  if (doubtful) {
    best.problems().front().message += " (" + std::string(keyword) + ": none of " +
                                       std::to_string(forms.size()) + " forms fits, this one comes closest)";
  }
  for (Problem& problem : best.problems()) {
    problem.doubtful = problem.doubtful || doubtful;
    report->take(std::move(problem));
  }
}

}  // namespace callgate::analysis::schema
