// Everything that can be said of one verdict: which rules were tried, what each guard answered and how long
// it took, and who was not asked any more.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/guards/policy/rule_story.h"
#include "gateway/rehearsal/known_tools.h"
#include "gateway/rehearsal/rehearsal.h"

namespace callgate {

// One guard, asked once at one place.
struct Asked {
  std::string guard;
  guard::Mode mode = guard::Mode::enforce;
  std::optional<guard::Before> place;  // nothing: it took what the call would use
  guard::Decision decision = guard::Decision::allow;
  bool waits = false;  // it wanted the call to wait: for a program or for a slot
  guard::Finding why;
  std::chrono::nanoseconds time{0};
};

struct Explanation {
  KnownTools::Found found;
  guard::ToolFacts facts;
  Judged judged;
  std::vector<Asked> asked;                             // in the order in which it happened
  std::vector<guard::GuardChain::Station> not_reached;  // who would have been asked next
  std::vector<std::string> switched_off, on_results;    // guards
  std::vector<guard::RuleStory> rules;                  // as they see the arguments in the end
  std::string digest;                                   // what an approval of this call is bound to
  std::string place_of(const std::string& rule) const;  // where it stands; empty: nowhere
};

// Judges `arguments` (a JSON object without repeated keys) as a first call of the tool. `config` was read
// with Launch::remarks for rules to say what their conditions found. Times are of a second run, when
// everything has been loaded. `pins`: which definitions were accepted; null: none yet.
Explanation explain_call(const Config& config, std::shared_ptr<const policy::World> world, const Clock& clock,
                         const std::string& principal, KnownTools::Found found, const std::string& arguments,
                         const std::shared_ptr<guard::PinStore>& pins = nullptr);

}  // namespace callgate
