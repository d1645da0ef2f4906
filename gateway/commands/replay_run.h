// One run of a gateway played again under another policy, on a clock that shows the time of each call.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/commands/recorded_call.h"
#include "gateway/rehearsal/known_tools.h"
#include "gateway/rehearsal/rehearsal.h"

namespace callgate::commands {

struct PastCall {
  LedgerRecord record;
  KeptCall kept;
  WallTime start{};  // when it came
};

// What became of one call.
struct Replayed {
  enum class How : std::uint8_t {
    whole,           // judged by all guards, with its arguments
    by_name,         // by the policy alone, which asks for no more than the tool
    not_kept,        // not judged: its arguments would be needed
    secrets_decided  // not judged: what decided it has been taken out of its arguments
  };
  How how = How::whole;
  std::string before, after;  // decisions in the words of policies; `after` only if it was judged
};

// The calls of one run, in the order in which they came, each after the one before it has ended: what was
// under way at the same time is not played. What ran then is taken to have run, and to have ended as it did;
// what was refused then and would run now is taken to succeed. Results were not recorded: each counts as new.
std::vector<Replayed> replay_run(const Config& config, std::shared_ptr<const policy::World> world,
                                 const std::string& principal, const KnownTools& tools,
                                 const std::vector<PastCall>& calls);

// allow, ask, deny, rewrite, cache or replay.
std::string in_policy_words(guard::Decision decision);

}  // namespace callgate::commands
