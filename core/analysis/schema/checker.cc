#include "core/analysis/schema/checker.h"

#include <algorithm>

#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

constexpr int kMaxFrames = 1024;
constexpr std::size_t kBytesPerStep = 64;  // reading so much of a container again is one step

}  // namespace

// What is entered and left again with one schema.
class Checker::Frame {
 public:
  Frame(Checker& checker, const Schema& schema) : checker_(checker), scope_{schema.resource, checker.scope_} {
    ++checker_.frames_;
    const bool entered =
        checker.program_.dynamic && (!scope_.outer || scope_.outer->resource != schema.resource);
    if (entered) checker_.scope_ = &scope_;
  }
  ~Frame() {
    --checker_.frames_;
    checker_.scope_ = scope_.outer;
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

 private:
  Checker& checker_;
  Scope scope_;
};

Checker::Checker(const Program& program, const SchemaRules& rules, std::string_view value, Report* report,
                 const json::Outline* outline)
    : program_(program),
      rules_(rules),
      value_(value),
      report_(report),
      outline_(outline),
      steps_left_(std::min(rules.max_steps, rules.steps + rules.steps_per_byte * value.size())) {}

bool Checker::run() {
  const bool fits = !value_.empty() && check(*program_.root, value_, nullptr);
  if (!exhausted_) return fits;
  if (report_) {
    report_->problems().clear();  // what was found on the way may be half the truth
    report_->add(nullptr, "complexity", value_,
                 "takes too many steps to check against the schema; send a smaller or simpler value");
  }
  return false;
}

// Whether the outline has this container where the check stands. Keys with escapes stand decoded in it, where
// the raw ones are wanted.
bool Checker::outlined(std::string_view container) const {
  if (!outline_ || (*outline_)[at_].raw.data() != container.data()) return false;
  if (container.front() == '[') return true;
  const auto begin = reinterpret_cast<std::uintptr_t>(container.data());
  for (std::uint32_t i = at_ + 1; i < (*outline_)[at_].end; i = (*outline_)[i].end) {
    const auto key = reinterpret_cast<std::uintptr_t>((*outline_)[i].key.data());
    if (key - begin >= container.size()) return false;
  }
  return true;
}

bool Checker::spend(std::size_t steps) {
  if (steps <= steps_left_ && frames_ < kMaxFrames) {
    steps_left_ -= steps;
    return true;
  }
  steps_left_ = 0;
  exhausted_ = true;
  return false;
}

bool Checker::matches(const Pattern& pattern, std::string_view text) {
  const std::uint64_t cost = std::uint64_t{pattern.size()} * text.size();
  exhausted_ = exhausted_ || cost > matching_left_;
  if (exhausted_) return false;
  matching_left_ -= cost;
  return pattern.matches(text);
}

bool Checker::check(const Schema& schema, std::string_view value, Seen* seen) {
  if (!has_type(schema.types, value)) return refuse_type(schema.types, value);
  if (schema.only_types) return true;
  const Frame frame(*this, schema);
  if (!spend(1 + value.size() / kBytesPerStep)) return false;
  if (!schema.unevaluated_items && !schema.unevaluated_properties) return check_keywords(schema, value, seen);

  Seen own;
  bool good = check_keywords(schema, value, &own);
  if (!good) return false;
  if (schema.unevaluated_items && value.front() == '[') {
    good = check_unevaluated_items(*schema.unevaluated_items, value, own) && good;
    own.mark_all();
  }
  if (schema.unevaluated_properties && value.front() == '{') {
    good = check_unevaluated_properties(*schema.unevaluated_properties, value, own) && good;
    own.mark_all();
  }
  if (seen) seen->merge(own);
  return good;
}

bool Checker::check_keywords(const Schema& schema, std::string_view value, Seen* seen) {
  bool good = true;
  if (schema.choice && !go_on(good, check_choice(schema, value))) return false;
  switch (value.front()) {
    case '{':
      if (schema.object && !go_on(good, check_object(schema, value, seen))) return false;
      break;
    case '[':
      if (schema.array && !go_on(good, check_array(*schema.array, value, seen))) return false;
      break;
    case '"':
      if (schema.string && !go_on(good, check_string(*schema.string, value))) return false;
      break;
    case 't':
    case 'f':
    case 'n':
      break;
    default:
      if (schema.number && !go_on(good, check_number(*schema.number, value))) return false;
  }
  if (schema.apply && !go_on(good, check_applicators(*schema.apply, value, seen))) return false;
  return good;
}

bool Checker::check_inside(const Schema& schema, const Step& step, std::string_view value) {
  if (schema.only_types && depth_ < rules_.max_depth && has_type(schema.types, value)) return true;
  const Step* const before = way_;
  way_ = &step;
  bool fits = false;
  if (++depth_ > rules_.max_depth) {
    refuse("depth", value, [&] {
      return "nested deeper than " + std::to_string(rules_.max_depth) + " levels; send a flatter value";
    });
  } else {
    fits = check(schema, value, nullptr);
  }
  --depth_;
  way_ = before;
  return fits;
}

bool Checker::tries(const Schema& schema, std::string_view value, Seen* seen) {
  Report* const report = std::exchange(report_, nullptr);
  const bool strict = std::exchange(strict_, false);
  Seen mine;
  const bool fits = check(schema, value, seen ? &mine : nullptr);
  if (fits && seen) seen->merge(mine);
  report_ = report;
  strict_ = strict;
  return fits && !exhausted_;
}

bool Checker::refuse_type(TypeSet expected, std::string_view value) {
  if (!report_) return false;
  if (expected == 0) {
    return refuse("false schema", value, [] { return std::string("is not allowed here; leave it out"); });
  }
  Problem& problem =
      report_->add(way_, "type", value, "expected " + names_of(expected) + ", got " + described(value));
  problem.expected = expected;
  const bool may_be_left_out = value == "null" && way_ && way_->key.data() && !way_->required;
  if (may_be_left_out) problem.container = way_->container, problem.key = way_->key;
  return false;
}

}  // namespace callgate::analysis::schema
