// A call of the past as commands judge it again: what it was decided, and with which arguments, as far as
// anybody has kept them.
#pragma once

#include <optional>
#include <string>

#include "gateway/commands/ledger_record.h"
#include "gateway/state/approvals.h"

namespace callgate::commands {

struct KeptCall {
  std::string arguments;  // JSON object, without secrets; empty: nobody kept them
  bool blanked = false;   // secrets were taken out of them: what guards look for may be missing
  std::string from;       // "the ledger" or "approval K7Q2-9F"
};

// The arguments of a record: its own, else those of the approval it was held for. `approvals` may be null.
KeptCall kept_call(const LedgerRecord& record, state::Approvals* approvals);
// Those of an approval; none if they are too long to have been kept whole.
KeptCall kept_call(const state::Approval& approval);

// What was decided before the call went out, in the words of policies: allow, ask, deny, rewrite, cache,
// replay. A call that ran because a person had agreed, or was refused because one had not, was asked about;
// what happened to its result is no such decision.
std::string decision_before(const LedgerRecord& record);

}  // namespace callgate::commands
