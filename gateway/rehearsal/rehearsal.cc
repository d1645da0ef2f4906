#include "gateway/rehearsal/rehearsal.h"

namespace callgate {

guard::Verdict enter_at_once(guard::Call& call, guard::Passage& passage) {
  guard::Verdict verdict = passage.enter();
  while (const auto* wait = std::get_if<guard::Wait>(&verdict)) {
    if (wait->hook) call.add_answer({.hook = wait->hook, .passed = true});
    if (!wait->hook) call.set_waited();
    verdict = passage.enter();
  }
  return verdict;
}

Rehearsal::Rehearsal(const policy::Policy& policy, std::shared_ptr<const policy::World> world,
                     const Clock& clock, std::string principal, std::shared_ptr<guard::PinStore> pins)
    : deps_{.clock = clock,
            .home = world->home(),
            .cwd = world->folder(),
            .world = std::move(world),
            .pins = std::move(pins)},
      chain_(guard::make_chain(policy, deps_, std::move(principal))) {}

Judged Rehearsal::judge(guard::Call& call, guard::Witness* witness) const {
  guard::Passage passage(chain_, call);
  if (witness) passage.watch(*witness);
  guard::Verdict verdict = enter_at_once(call, passage);
  const guard::Finding* why = guard::finding_of(verdict);
  Judged judged;
  judged.notice = guard::notice_of(call.id(), guard::decision_of(verdict), why ? *why : guard::Finding{},
                                   passage.taken());
  judged.would_be = passage.would_be();
  if (call.repaired()) judged.corrected = call.arguments();
  passage.end(guard::Ending::denied);
  return judged;
}

}  // namespace callgate
