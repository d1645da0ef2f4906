#include "core/policy/condition.h"

#include <algorithm>

namespace callgate::policy {
namespace {

// Kleene's logic: what is decided already is not made doubtful by a part that cannot be judged.
template <class Parts, class Ask>
Truth join_answers(Join join, const Parts& parts, Ask ask) {
  const Truth settled = join == Join::all ? Truth::no : Truth::yes;
  Truth so_far = negated(settled);
  for (const auto& part : parts) {
    const Truth answer = ask(part);
    if (answer == settled) return settled;
    so_far = join == Join::all ? std::min(so_far, answer) : std::max(so_far, answer);
  }
  return so_far;
}

class JoinedPredicate final : public Predicate {
 public:
  JoinedPredicate(Join join, std::vector<PredicatePtr> parts) : join_(join), parts_(std::move(parts)) {}
  Truth holds(const Value& value, Scene& scene) const override {
    return join_answers(join_, parts_, [&](const PredicatePtr& part) { return part->holds(value, scene); });
  }
  void find_in(std::string_view text, Spans& spans) const override {
    for (const PredicatePtr& part : parts_) part->find_in(text, spans);
  }

 private:
  const Join join_;
  const std::vector<PredicatePtr> parts_;
};

class OppositePredicate final : public Predicate {
 public:
  explicit OppositePredicate(PredicatePtr part) : part_(std::move(part)) {}
  Truth holds(const Value& value, Scene& scene) const override { return negated(part_->holds(value, scene)); }

 private:
  const PredicatePtr part_;
};

class JoinedCondition final : public Condition {
 public:
  JoinedCondition(Join join, std::vector<ConditionPtr> parts) : join_(join), parts_(std::move(parts)) {}
  Truth holds(Scene& scene) const override {
    return join_answers(join_, parts_, [&](const ConditionPtr& part) { return part->holds(scene); });
  }
  void find_in(std::string_view text, Spans& spans) const override {
    for (const ConditionPtr& part : parts_) part->find_in(text, spans);
  }
  void add_fields(std::vector<const FieldPath*>& fields) const override {
    for (const ConditionPtr& part : parts_) part->add_fields(fields);
  }

 private:
  const Join join_;
  const std::vector<ConditionPtr> parts_;
};

class OppositeCondition final : public Condition {
 public:
  explicit OppositeCondition(ConditionPtr part) : part_(std::move(part)) {}
  Truth holds(Scene& scene) const override { return negated(part_->holds(scene)); }
  void find_in(std::string_view, Spans&) const override {}
  void add_fields(std::vector<const FieldPath*>& fields) const override { part_->add_fields(fields); }

 private:
  const ConditionPtr part_;
};

class FieldCondition final : public Condition {
 public:
  FieldCondition(FieldPath field, Join many, PredicatePtr predicate)
      : field_(std::move(field)), many_(many), predicate_(std::move(predicate)) {}
  Truth holds(Scene& scene) const override {
    Values values;
    if (!look_up(scene, field_, values)) return Truth::unknown;
    return join_answers(many_, values, [&](const Value& value) { return predicate_->holds(value, scene); });
  }
  void find_in(std::string_view text, Spans& spans) const override {
    if (field_.root == Root::result) predicate_->find_in(text, spans);
  }
  void add_fields(std::vector<const FieldPath*>& fields) const override { fields.push_back(&field_); }

 private:
  const FieldPath field_;
  const Join many_;
  const PredicatePtr predicate_;
};

}  // namespace

PredicatePtr joined(Join join, std::vector<PredicatePtr> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  return std::make_unique<JoinedPredicate>(join, std::move(parts));
}

ConditionPtr joined(Join join, std::vector<ConditionPtr> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  return std::make_shared<JoinedCondition>(join, std::move(parts));
}

PredicatePtr opposite(PredicatePtr part) {
  return std::make_unique<OppositePredicate>(std::move(part));
}

ConditionPtr opposite(ConditionPtr part) {
  return std::make_shared<OppositeCondition>(std::move(part));
}

ConditionPtr on_field(FieldPath field, Join many, PredicatePtr predicate) {
  return std::make_shared<FieldCondition>(std::move(field), many, std::move(predicate));
}

}  // namespace callgate::policy
