#include "core/policy/condition_reader.h"

#include <algorithm>
#include <vector>

#include "core/config/check.h"
#include "core/policy/remark.h"

namespace callgate::policy {
namespace {

using namespace config;

// Shapes that hold themselves, so they are put together once, at run time.
struct Shapes {
  std::vector<Field> predicate_fields, condition_fields;
  Shape predicate, condition;
  Shape predicate_list, condition_list, quantified[2];

  Shapes() {
    const auto forms = operator_forms();
    predicate_fields.resize(forms.size() + 3);
    predicate = {.kind = Kind::object,
                 .low = 1,
                 .fields = predicate_fields.data(),
                 .field_count = predicate_fields.size(),
                 .name = "predicate"};
    predicate_list = list_of(predicate);
    quantified[0] = predicate;
    quantified[1] = predicate_list;
    for (std::size_t i = 0; i < forms.size(); ++i)
      predicate_fields[i] = {forms[i].name, forms[i].shape, forms[i].about, ""};
    Field* const more = predicate_fields.data() + forms.size();
    more[0] = {"any", either(quantified), "A list: one of these. An object: one value of a field with [*].",
               ""};
    more[1] = {"all", either(quantified), "A list: all of these. An object: every value of a field with [*].",
               ""};
    more[2] = {"not", predicate, "The opposite; also met by an absent field.", ""};

    condition_fields.resize(3);
    condition = {.kind = Kind::object,
                 .low = 1,
                 .inner = &predicate,
                 .inner_count = 1,
                 .fields = condition_fields.data(),
                 .field_count = condition_fields.size(),
                 .fault = &field_fault,
                 .name = "condition"};
    condition_list = list_of(condition);
    condition_fields[0] = {"any", condition_list, "One of these conditions.", ""};
    condition_fields[1] = {"all", condition_list, "All of these conditions.", ""};
    condition_fields[2] = {"not", condition, "The opposite.", ""};
  }
};

const Shapes& shapes() {
  static const Shapes& kShapes = *new Shapes;
  return kShapes;
}

// One reading of a condition. Null is what has been reported, here or by the shape.
class Reader {
 public:
  explicit Reader(const Operands& operands) : operands_(operands) {}

  ConditionPtr condition(const Node& node) {
    std::vector<ConditionPtr> parts;
    bool whole = true;
    for (const Member& member : node.members) {
      ConditionPtr part = this->part(member);
      whole = whole && part;
      parts.push_back(std::move(part));
    }
    return whole && !parts.empty() ? joined(Join::all, std::move(parts)) : nullptr;
  }

 private:
  ConditionPtr part(const Member& member) {
    if (member.key == "not") {
      opposite_ = !opposite_;
      ConditionPtr inner = condition(member.value);
      opposite_ = !opposite_;
      return inner ? opposite(std::move(inner)) : nullptr;
    }
    if (member.key != "any" && member.key != "all") return field(member);
    std::vector<ConditionPtr> parts;
    bool whole = true;
    for (const Node& item : member.value.items) {
      ConditionPtr inner = condition(item);
      whole = whole && inner;
      parts.push_back(std::move(inner));
    }
    return whole ? joined(member.key == "any" ? Join::any : Join::all, std::move(parts)) : nullptr;
  }

  ConditionPtr field(const Member& member) {
    auto path = parse_field_path(member.key);
    if (!path) return nullptr;
    const Node* demand = &member.value;
    Join many = Join::any;
    if (path->leads_to_many()) {
      const bool alone = demand->members.size() == 1;
      const std::string_view word =
          alone ? std::string_view(demand->members.front().key) : std::string_view();
      if ((word != "any" && word != "all") || demand->members.front().value.type != Type::object) {
        operands_.error(*demand, config::quoted(member.key) + " leads to many values",
                        R"(write {"any": {…}} or {"all": {…}} around what is demanded of them)");
        return nullptr;
      }
      many = word == "any" ? Join::any : Join::all;
      demand = &demand->members.front().value;
    }
    PredicatePtr predicate = this->predicate(*demand);
    return predicate ? on_field(std::move(*path), many, std::move(predicate)) : nullptr;
  }

  PredicatePtr predicate(const Node& node) {
    std::vector<PredicatePtr> parts;
    bool whole = true;
    for (const Member& member : node.members) {
      PredicatePtr part = demand(member);
      whole = whole && part;
      parts.push_back(std::move(part));
    }
    return whole && !parts.empty() ? joined(Join::all, std::move(parts)) : nullptr;
  }

  PredicatePtr demand(const Member& member) {
    const Node& value = member.value;
    if (member.key == "not") {
      opposite_ = !opposite_;
      PredicatePtr inner = predicate(value);
      opposite_ = !opposite_;
      return inner ? opposite(std::move(inner)) : nullptr;
    }
    if (member.key == "any" || member.key == "all") return joined_demand(member);
    const auto form = std::ranges::find(operator_forms(), std::string_view(member.key), &OperatorForm::name);
    if (form == operator_forms().end()) return nullptr;
    Findings trial;
    check(value, form->shape, operands_.source, "", "", trial);
    PredicatePtr made = trial.errors.empty() ? form->make(value, operands_) : nullptr;
    if (!made || !operands_.remarks) return made;
    return remarking(std::move(made), member.key + " " + config::compact(value),
                     config::where(*operands_.source, member.place), opposite_);
  }

  PredicatePtr joined_demand(const Member& member) {
    if (member.value.type == Type::object) {
      operands_.error(member.value, "\"" + member.key + "\" with an object asks about many values",
                      "the field would have to hold [*]; alternatives are written as a list");
      return nullptr;
    }
    std::vector<PredicatePtr> parts;
    bool whole = true;
    for (const Node& item : member.value.items) {
      PredicatePtr part = predicate(item);
      whole = whole && part;
      parts.push_back(std::move(part));
    }
    return whole ? joined(member.key == "any" ? Join::any : Join::all, std::move(parts)) : nullptr;
  }

  const Operands& operands_;
  bool opposite_ = false;  // within an odd number of "not"
};

}  // namespace

const Shape& condition_shape() {
  return shapes().condition;
}

ConditionPtr read_condition(const Node& node, const Operands& operands) {
  const std::size_t before = operands.errors.size();
  ConditionPtr condition = node.type == Type::object ? Reader(operands).condition(node) : nullptr;
  return operands.errors.size() == before ? condition : nullptr;
}

std::string field_fault(std::string_view text) {
  const auto path = parse_field_path(text);
  return path ? std::string() : path.error().what;
}

}  // namespace callgate::policy
