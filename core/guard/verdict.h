// What a guard may answer, before a call goes out and after its result came back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/bytes.h"
#include "core/base/clock.h"

namespace callgate::guard {

// The outcome of a call as hosts and the ledger name it, ordered by strictness (the last is the strictest).
enum class Decision : std::uint8_t {
  allow,
  warn,
  repair,
  redact,
  truncate,
  cache,
  replay,
  suppress,
  rewrite,
  hold,
  deny
};
std::string_view to_string(Decision decision);

// Who decided, and why. `code` and `rule` are for programs, `reason` and `instead` for the model to read.
struct Finding {
  std::string guard;    // "policy", "cache", …
  std::string rule;     // "permissions.deny[1]"; empty where a guard has no rules
  std::string code;     // "policy_deny", "guard_error", …
  std::string reason;   // what is wrong, one sentence
  std::string instead;  // what to do instead, one sentence; may be empty
};

// How sure we must be that a person answered.
enum class Assurance : std::uint8_t { any, out_of_band };

struct Allow {};
// Refuse. With `guidance` it is a rewrite: the same refusal, but its text tells the model what to do now.
struct Deny {
  Finding why;
  std::optional<Millis> retry_after;
  bool guidance = false;
};
// Answer from memory; the server is not called.
struct Answer {
  Finding why;
  Decision as = Decision::cache;  // cache or replay
  Bytes result;                   // raw JSON of the result object
  std::string of;                 // the call answered from
  Millis age{0};
};
// A person has to agree. Collected; the chain goes on, and a later Deny wins.
struct Ask {
  Finding why;
  std::string question;
  Assurance needs = Assurance::any;
};
// Go on with these arguments (raw JSON object); they are judged again.
struct Repair {
  Finding why;
  std::string arguments;
};
// The gateway has to wait before this can be decided: for a hook's answer, or until a call that is going on
// has ended. It waits no longer than `limit`, notes what came on the call (add_answer, set_waited) and enters
// again; the guard is asked again at the same place.
struct Wait {
  Finding why;
  const void* hook = nullptr;  // a policy::Hook; null: for a slot
  Millis limit{0};
};
using Verdict = std::variant<Allow, Deny, Answer, Ask, Repair, Wait>;

// What becomes of a result.
struct Keep {};
struct Replace {
  Finding why;
  Decision as = Decision::redact;
  Bytes result;
};
struct Withhold {
  Finding why;
};
using Amend = std::variant<Keep, Replace, Withhold>;

// What a verdict or an amendment is called (Allow and Keep: allow), and who decided it (null for Allow and
// Keep).
Decision decision_of(const Verdict& verdict);
Decision decision_of(const Amend& amend);
Finding* finding_of(Verdict& verdict);
Finding* finding_of(Amend& amend);

// How a call ended, for guards that keep accounts. A call that is parked for approval ends as denied: it did
// not run.
enum class Ending : std::uint8_t { answered, denied, failed, cancelled };

}  // namespace callgate::guard
