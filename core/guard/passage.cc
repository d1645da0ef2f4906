// One call's way through the chain (declared in chain.h).
#include <algorithm>
#include <bit>
#include <cassert>
#include <exception>
#include <utility>

#include "core/guard/chain.h"

namespace callgate::guard {
namespace {

// GUARDS: whatever changed the arguments sends them past everyone who looked at the old ones.
bool judges_arguments(Before place) {
  switch (place) {
    case Before::schema:
    case Before::rules:
    case Before::resources:
    case Before::network:
    case Before::secrets:
      return true;
    default:
      return false;
  }
}

// What may have changed while a person was thinking.
bool again_after_approval(Before place) {
  return place == Before::cost || place == Before::breaker || place == Before::limits ||
         place == Before::capacity;
}

bool only_remembers(After place) {
  return place == After::outcome || place == After::record || place == After::store;
}

// Called while an exception is being handled.
Finding guard_error(const Guard& guard, std::string_view consequence) {
  Finding why{std::string(guard.kind()), "", "guard_error", "",
              "Tell the user: the gateway is at fault, not the call."};
  why.reason = "The guard '" + why.guard + "' failed, so " + std::string(consequence);
  try {
    throw;
  } catch (const std::exception& thrown) {
    why.reason += std::string(" (") + thrown.what() + ")";
  } catch (...) {
  }
  why.reason += ".";
  return why;
}

// What `guard` answers when it is asked; if it throws, it refuses.
template <class Answer, class Ask>
Answer answer_of(const Guard& guard, Ask ask) {
  try {
    return ask();
  } catch (...) {
    return Deny{guard_error(guard, "the call is refused")};
  }
}

Verdict unstable_repair(const Finding& repair) {
  return Deny{{repair.guard, repair.rule, "repair_unstable",
               "The arguments were corrected once and would have to be corrected again.",
               "Send arguments that need no correction: " + repair.reason}};
}

template <class List>
bool holds(const List& list, Decision decision, const Finding& why) {
  return std::any_of(list.begin(), list.end(), [&](const auto& entry) {
    const auto& [entry_decision, entry_why] = entry;
    return entry_decision == decision && entry_why.guard == why.guard && entry_why.rule == why.rule &&
           entry_why.code == why.code;
  });
}

}  // namespace

Passage::Passage(std::shared_ptr<const GuardChain> chain, Call& call)
    : chain_(std::move(chain)), call_(call) {
  call_.facts_ = chain_->facts(call_.tool_ptr());
}

Passage::~Passage() {
  end(Ending::cancelled);
}

void Passage::failed(const Failure& failure) noexcept {
  for (std::uint8_t i = 0; i < entered_count_; ++i) {
    try {
      chain_->members_[order_[i]].guard->failed(call_, failure);
    } catch (...) {  // an account that could not be kept must not take the answer from the host
    }
  }
}

void Passage::end(Ending ending) noexcept {
  settled_ = true;
  while (entered_count_ > 0) chain_->members_[order_[--entered_count_]].guard->settle(call_, ending);
}

void Passage::mark_entered(std::uint8_t member) {
  const std::uint32_t bit = 1u << member;
  if (entered_ & bit) return;
  entered_ |= bit;
  if (chain_->settling_ & bit) order_[entered_count_++] = member;
}

Verdict Passage::enter() {
  assert(!settled_);
  if (next_ == chain_->before_.size()) next_ = 0;
  const bool again = judged_ && call_.approved();
  const auto& steps = chain_->before_;
  for (; next_ < steps.size(); ++next_) {
    const BeforeStep& step = steps[next_];
    if (again && !again_after_approval(step.place)) continue;
    // Nobody is answered from memory what a person has to agree to, or has agreed to see done.
    if (step.place == Before::reuse && (call_.held() || call_.approved())) continue;
    Verdict verdict = run(step);
    if (std::holds_alternative<Allow>(verdict)) continue;
    if (std::holds_alternative<Wait>(verdict)) {
      if (mode_of(step.member) == Mode::enforce) return verdict;
      continue;
    }
    if (weigh(step, verdict) == Fate::stop) {
      next_ = steps.size();
      judged_ = true;
      return std::holds_alternative<Deny>(verdict) ? refuse(std::move(verdict)) : std::move(verdict);
    }
  }
  judged_ = true;
  if (call_.held() && (steps.empty() || steps.back().place != Before::approval)) {
    Finding why = call_.asks().front().why;
    why.code = "approval_off";
    why.instead =
        "A person would have to agree, and approvals are switched off. Ask the user to change the policy.";
    return refuse(Deny{std::move(why)});
  }
  return reserve();
}

Verdict Passage::refuse(Verdict verdict) {
  end(Ending::denied);
  return verdict;
}

Verdict Passage::run(const BeforeStep& step) {
  mark_entered(step.member);
  if (witness_) witness_->asked(*step.guard, mode_of(step.member), step.place);
  Verdict verdict = answer_of<Verdict>(*step.guard, [&] { return step.judge(*step.guard, call_); });
  if (witness_) witness_->answered(verdict);
  take_notes(step.member);
  return verdict;
}

void Passage::read_notes(std::uint8_t member) {
  for (; imagined_seen_ < call_.imagined_.size(); ++imagined_seen_) {
    auto [decision, why] = call_.imagined_[imagined_seen_];
    if (why.guard.empty()) why.guard = chain_->members_[member].guard->kind();
    imagine(Mode::observe, decision, std::move(why));
  }
  if (call_.warnings().size() == warnings_seen_) return;
  auto& warnings = call_.warnings_;
  for (std::size_t i = warnings_seen_; i < warnings.size(); ++i) {
    if (warnings[i].guard.empty()) warnings[i].guard = chain_->members_[member].guard->kind();
    imagine(mode_of(member), Decision::warn, warnings[i]);
  }
  if (mode_of(member) == Mode::observe) warnings.resize(warnings_seen_);
  warnings_seen_ = warnings.size();
}

void Passage::imagine(Mode mode, Decision decision, Finding why) {
  if (mode != Mode::observe) {
    if (!holds(taken_, Decision::warn, why)) taken_.emplace_back(Decision::warn, std::move(why));
    return;
  }
  if (would_stop_ || holds(would_be_, decision, why)) return;
  would_hold_ |= decision == Decision::hold;
  would_stop_ = decision >= Decision::cache && decision != Decision::hold;
  would_be_.push_back({decision, std::move(why)});
}

Passage::Fate Passage::weigh(const BeforeStep& step, Verdict& verdict) {
  Finding& why = *finding_of(verdict);
  if (why.guard.empty()) why.guard = step.guard->kind();
  const Mode mode = mode_of(step.member);
  if (mode != Mode::enforce) {
    if (step.place == Before::reuse && would_hold_) return Fate::go_on;
    imagine(mode, decision_of(verdict), std::move(why));
    return Fate::go_on;
  }
  if (Ask* ask = std::get_if<Ask>(&verdict)) {
    if (step.place == Before::approval) return Fate::stop;
    call_.add_ask(std::move(*ask));
    return Fate::go_on;
  }
  if (Repair* repair = std::get_if<Repair>(&verdict)) {
    if (call_.approved()) {  // the approval was given to the arguments as they stand
      verdict = unstable_repair(why);
      return Fate::stop;
    }
    call_.replace_arguments(std::move(repair->arguments));
    taken_.emplace_back(Decision::repair, std::move(why));
    return rejudge(step, verdict);
  }
  if (std::holds_alternative<Answer>(verdict)) answered_by_ = step.member;
  return Fate::stop;
}

// Sends repaired arguments once more past every place up to the repairer's that looks at arguments.
Passage::Fate Passage::rejudge(const BeforeStep& repairer, Verdict& verdict) {
  for (const BeforeStep* step = chain_->before_.data(); step <= &repairer; ++step) {
    if (!judges_arguments(step->place)) continue;
    verdict = run(*step);
    if (std::holds_alternative<Allow>(verdict)) continue;
    const bool enforced = mode_of(step->member) == Mode::enforce;
    if (std::holds_alternative<Wait>(verdict) && !enforced) continue;
    // A hook that only the corrected arguments call for would be waited for in the middle of a correction.
    const bool unstable = std::holds_alternative<Repair>(verdict) || std::holds_alternative<Wait>(verdict);
    if (enforced && unstable) {
      verdict = unstable_repair(*finding_of(verdict));
      finding_of(verdict)->guard = step->guard->kind();
      return Fate::stop;
    }
    if (weigh(*step, verdict) == Fate::stop) return Fate::stop;
  }
  return Fate::go_on;
}

Verdict Passage::reserve() {
  for (std::uint32_t left = chain_->reserving_; left != 0; left &= left - 1) {
    const auto member = static_cast<std::uint8_t>(std::countr_zero(left));
    Guard& guard = *chain_->members_[member].guard;
    mark_entered(member);
    if (witness_) witness_->asked(guard, mode_of(member), std::nullopt);
    const Millis time_limit = call_.time_limit();
    const bool runs_on = call_.runs_on();
    std::optional<Deny> refused = answer_of<std::optional<Deny>>(guard, [&] { return guard.reserve(call_); });
    if (mode_of(member) != Mode::enforce) call_.time_limit_ = time_limit, call_.runs_on_ = runs_on;
    if (witness_) witness_->answered(refused ? Verdict(*refused) : Verdict(Allow{}));
    take_notes(member);
    if (!refused) continue;
    if (refused->why.guard.empty()) refused->why.guard = guard.kind();
    const Mode mode = mode_of(member);
    if (mode == Mode::enforce) return refuse(std::move(*refused));
    imagine(mode, refused->guidance ? Decision::rewrite : Decision::deny, std::move(refused->why));
  }
  return Allow{};
}

// What a guard makes of a result; if it throws, the result is withheld, unless it only wanted to remember it.
Amend Passage::treat(const AfterStep& step, const Bytes& result) {
  try {
    return step.treat(*step.guard, call_, result);
  } catch (...) {
    const bool harmless = only_remembers(step.place);
    Finding why =
        guard_error(*step.guard, harmless ? "it has forgotten this result" : "the result is withheld");
    if (!harmless) return Withhold{std::move(why)};
    imagine(std::min(mode_of(step.member), Mode::warn), Decision::warn, std::move(why));
    return Keep{};
  }
}

Amend Passage::leave(const Bytes& result) {
  Amend outcome = Keep{};
  Bytes current = result;
  for (const AfterStep& step : chain_->after_) {
    if (content_ && only_remembers(step.place)) continue;
    const bool stood_before = entered_ >> step.member & 1;
    if (answered_by_ >= 0 && (!stood_before || step.member == answered_by_)) continue;
    const bool enforced = mode_of(step.member) == Mode::enforce;
    const std::size_t spilled = enforced ? 0 : call_.spills().size();
    const bool referenced = !call_.reference().empty();
    Amend amend = treat(step, current);
    take_notes(step.member);
    if (!enforced) {
      call_.spills().resize(spilled);
      if (!referenced) call_.set_reference({});
    }
    if (std::holds_alternative<Keep>(amend)) continue;
    Finding& why = *finding_of(amend);
    if (why.guard.empty()) why.guard = step.guard->kind();
    if (!enforced) {
      imagine(mode_of(step.member), decision_of(amend), std::move(why));
      continue;
    }
    if (Finding* earlier = finding_of(outcome))
      taken_.emplace_back(decision_of(outcome), std::move(*earlier));
    outcome = std::move(amend);
    if (std::holds_alternative<Withhold>(outcome)) break;
    current = std::get<Replace>(outcome).result;
    call_.view_.reset();  // a later result may stand where this one stood
  }
  return outcome;
}

Amend Passage::leave_content(const Bytes& result) {
  content_ = true;
  return leave(result);
}

}  // namespace callgate::guard
