// What a verdict looks like to the host: the results that stand in for a call that did not run, and the
// member
// `_meta["dev.callgate/verdict"]` that says what happened to one that did.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/guard/verdict.h"

namespace callgate::guard {

// The record of a held call, as the host is told of it.
struct HeldFor {
  std::string id;      // "K7Q2-9F", what a person types
  std::string digest;  // what the approval is bound to, lower-case hex
  std::string state;   // "pending"
  WallTime expires_at{};
  std::string command;  // "callgate approve K7Q2-9F"
  std::string url;      // where a person may decide; empty: nowhere
};

// All that is said of one call's verdict.
struct Notice {
  Decision decision = Decision::allow;  // the strictest of the call
  Finding why;                          // of that decision
  std::string call_id;
  std::vector<Decision> also;         // the other decisions of the call, each once
  std::optional<Millis> age;          // cache and replay: how old the answer is …
  std::string of;                     // … and the call it was given to
  std::optional<Millis> retry_after;  // limits: when it may be tried again
  std::optional<HeldFor> held;        // hold
  bool in_meta = true;                // false: the results below keep it out of `_meta`
};

// The notice of a call that came to `final` (a verdict or an amendment, or allow and an empty finding) and on
// its way to the decisions in `taken`: names the strictest and lists the rest. On a tie `final` wins.
Notice notice_of(std::string call_id, Decision final, Finding why,
                 const std::vector<std::pair<Decision, Finding>>& taken = {});

// The member as text, `"dev.callgate/verdict":{…}`, to be spliced into a result's `_meta`.
std::string verdict_meta(const Notice& notice);

// The same for the reference of a result, `"dev.callgate/ref":"…"`; empty for an empty one.
std::string reference_meta(std::string_view reference);

// Whole results, raw JSON: isError, one text block for the model, and the verdict in `_meta`. `modern` adds
// the "resultType" that 2026-07-28 demands.
Bytes denied_result(const Notice& notice, bool modern);
// The call waits for a person; `notice.held` must be set.
Bytes held_result(const Notice& notice, bool modern);
// The call ran, and what it returned is kept from the host. An error to the host, because a tool that
// promises structured content has none now.
Bytes withheld_result(const Notice& notice, bool modern);

}  // namespace callgate::guard
