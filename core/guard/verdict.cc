#include "core/guard/verdict.h"

#include <array>

namespace callgate::guard {
namespace {

struct DecisionOf {
  Decision operator()(const Allow&) const { return Decision::allow; }
  Decision operator()(const Deny& deny) const { return deny.guidance ? Decision::rewrite : Decision::deny; }
  Decision operator()(const Answer& answer) const { return answer.as; }
  Decision operator()(const Ask&) const { return Decision::hold; }
  Decision operator()(const Repair&) const { return Decision::repair; }
  Decision operator()(const Wait&) const { return Decision::allow; }
  Decision operator()(const Keep&) const { return Decision::allow; }
  Decision operator()(const Replace& replace) const { return replace.as; }
  Decision operator()(const Withhold&) const { return Decision::suppress; }
};

struct FindingOf {
  Finding* operator()(Allow&) const { return nullptr; }
  Finding* operator()(Keep&) const { return nullptr; }
  template <class T>
  Finding* operator()(T& other) const {
    return &other.why;
  }
};

}  // namespace

std::string_view to_string(Decision decision) {
  static constexpr std::array<std::string_view, 11> kNames{"allow",    "warn",  "repair", "redact",
                                                           "truncate", "cache", "replay", "suppress",
                                                           "rewrite",  "hold",  "deny"};
  return kNames[static_cast<std::size_t>(decision)];
}

Decision decision_of(const Verdict& verdict) {
  return std::visit(DecisionOf{}, verdict);
}
Decision decision_of(const Amend& amend) {
  return std::visit(DecisionOf{}, amend);
}
Finding* finding_of(Verdict& verdict) {
  return std::visit(FindingOf{}, verdict);
}
Finding* finding_of(Amend& amend) {
  return std::visit(FindingOf{}, amend);
}

}  // namespace callgate::guard
