// What a rule demands of the calls it matches, besides a decision: read by the guards that see to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/guard/verdict.h"
#include "core/policy/field_path.h"

namespace callgate::policy {

// What accounts are kept apart by: "by": ["principal", "args.account"].
struct Apart {
  enum class What : std::uint8_t { principal, session, server, tool, field };
  What what = What::principal;
  FieldPath field;  // of `field`
};

// "limit": at most `calls` in any `per`, or `concurrent` at once; exactly one of the two is set.
struct Limit {
  std::optional<std::int64_t> calls;
  std::optional<Millis> per;  // with calls; nothing: the whole session
  std::optional<std::int64_t> concurrent;
  std::vector<Apart> by;  // empty: one account for all calls the rule matches
};

// "budget": what may be used up within `per`. A call that would take the sum over `max` is refused.
struct BudgetRule {
  std::string id;                // accounts of this name are shared by all rules that use it; the rule's own
                                 // id if left out
  std::optional<FieldPath> sum;  // a number of the call, not negative; nothing: every call counts 1
  std::string max;               // a decimal as written
  std::optional<Millis> per;     // nothing: the whole session
  std::vector<Apart> by;
};

// "require": {"prior": …}: another call must have come before this one.
struct PriorRule {
  enum class Outcome : std::uint8_t { ok, error, any };
  std::vector<std::string> tools;  // patterns of exposed names
  Outcome outcome = Outcome::ok;
  std::optional<Millis> within;  // nothing: the whole session
  std::vector<FieldPath> same;   // whose values must be equal in both calls
};

// "active": when the rule's "then" holds; at all other times its "else" does.
struct ActiveRule {
  std::uint8_t days = 0x7F;             // bit 0 is Monday
  std::int32_t from = 0, to = 24 * 60;  // minutes since midnight; `to` is exclusive. to < from: over midnight
  std::string tz = "UTC";               // a name of the IANA database
};

// "idempotency": each effect at most once.
struct IdempotencyRule {
  enum class Mismatch : std::uint8_t { deny, ask };
  enum class Unknown : std::uint8_t { hold, deny, allow };
  struct Key {
    std::optional<FieldPath> field;  // nothing: "auto", all arguments
  };
  std::vector<Key> keys;  // the first that the call has is its key; empty: "auto"
  std::optional<Millis> ttl;
  Mismatch on_mismatch = Mismatch::deny;       // the same key with other arguments
  Unknown on_unknown_outcome = Unknown::hold;  // the first one may or may not have happened
};

// "cache": reads that this rule matches may be answered from memory.
struct CacheRule {
  std::optional<Millis> ttl;  // nothing: the guard's own
  std::vector<Apart> by;
};

// "rewrite": arguments changed before anybody else judges them. Done by the guard `policy` itself.
struct RewriteRule {
  struct Clamp {
    FieldPath field;
    std::string min, max;  // decimals as written; empty: no bound
  };
  std::vector<Clamp> clamp;
  std::vector<FieldPath> remove;
  std::vector<std::pair<FieldPath, std::string>> set;  // values as raw JSON
};

// "redact": what is blanked out, and where.
struct RedactRule {
  bool in_args = false, in_result = false, in_ledger = false;
  std::vector<std::string> detect;    // "secrets", "private-keys", or the name of a detector
  std::vector<std::string> matching;  // regular expressions (RE2)
  std::string with;                   // "[redacted:{kind}]"; empty: the guard's own
};

// "output": how large a result may be.
struct OutputRule {
  enum class OnExceed : std::uint8_t { truncate, error, paginate, spill };
  std::optional<std::size_t> max_bytes;
  std::optional<OnExceed> on_exceed;
};

// "hook": a program that is asked before the call goes out. Its address is its name in guard::Wait.
struct Hook {
  enum class OnFail : std::uint8_t { deny, allow };
  std::vector<std::string> exec;
  Millis timeout{2000};
  bool worker = false;  // one process for all calls, asked line by line, instead of one for each
  OnFail on_fail = OnFail::deny;
  std::string rule;  // the rule's id, for messages
};

// "approve": how a person has to agree where somebody asks.
struct ApproveRule {
  enum Scope : std::uint8_t { once = 1, session = 2, hour = 4, always = 8 };
  std::optional<guard::Assurance> assurance;
  std::uint8_t scopes = once;  // of Scope: what a person may be offered to remember
};

// All of them. Several rules on one call: the tighter wins, guard by guard.
struct Obligations {
  std::vector<Limit> limits;
  std::optional<BudgetRule> budget;
  std::optional<PriorRule> prior;
  std::optional<ActiveRule> active;
  std::optional<IdempotencyRule> idempotency;
  std::optional<CacheRule> cache;
  std::optional<RewriteRule> rewrite;
  std::optional<RedactRule> redact;
  std::optional<OutputRule> output;
  std::optional<Hook> hook;
  std::optional<ApproveRule> approve;
};

}  // namespace callgate::policy
