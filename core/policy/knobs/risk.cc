#include "core/policy/knobs/risk.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kSourceWords[] = {"internal", "file", "none"};
constexpr config::Shape kRisk = config::integer(0, 100);
constexpr config::Shape kSeverity = config::number(0, 1);
constexpr OrNone kHold{kRisk};

}  // namespace

std::int64_t RiskKnobs::Base::of(guard::Effect effect) const {
  const std::int64_t bases[] = {pure, read, unknown, write, exec, destructive};
  return bases[static_cast<std::size_t>(effect)];
}

std::span<const Knob> risk_knobs() {
  using enum Tighter;
  using K = RiskKnobs;
  using B = K::Base;
  using D = K::DenyAt;
  using S = K::Severity;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether calls are refused by how much they risk."),
      knob<&K::base, &B::pure>("base.pure", kRisk, larger, "The risk of a tool that only computes."),
      knob<&K::base, &B::read>("base.read", kRisk, larger, "The risk of a tool that reads."),
      knob<&K::base, &B::unknown>("base.unknown", kRisk, larger, "The risk of a tool nobody knows."),
      knob<&K::base, &B::write>("base.write", kRisk, larger, "The risk of a tool that writes."),
      knob<&K::base, &B::exec>("base.exec", kRisk, larger, "The risk of a tool that runs things."),
      knob<&K::base, &B::destructive>("base.destructive", kRisk, larger, "The risk of a tool that destroys."),
      knob<&K::patterns>("patterns", config::boolean(), larger,
                         "Shell commands count by what they would do, not by their tool."),
      knob<&K::deny_at, &D::active>("deny_at.active", kRisk, smaller,
                                    "The risk from which calls are refused."),
      knob<&K::deny_at, &D::observe>("deny_at.observe", kRisk, smaller,
                                     "The same while the session is watched."),
      knob<&K::deny_at, &D::cooldown>("deny_at.cooldown", kRisk, smaller,
                                      "The same while the session cools down."),
      knob<&K::hold_at>("hold_at", kHold.shape(), smaller, "The risk from which a person has to agree."),
      knob<&K::severity, &S::source>("severity.source", config::word(kSourceWords), neither,
                                     "Where the severity comes from: the share of recent calls that were "
                                     "refused or failed, a file, or nowhere."),
      knob<&K::severity, &S::file>("severity.file", config::text(), neither,
                                   "The file that holds the severity as a number from 0 to 1."),
      knob<&K::severity, &S::observe>("severity.observe", kSeverity, smaller,
                                      "The severity from which a session is watched."),
      knob<&K::severity, &S::enter>("severity.enter", kSeverity, smaller,
                                    "The severity from which a session cools down."),
      knob<&K::severity, &S::exit>("severity.exit", kSeverity, smaller,
                                   "The severity below which that is over."),
      knob<&K::severity, &S::invalid>("severity.invalid", kSeverity, larger,
                                      "What counts when the file cannot be read as a number."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
