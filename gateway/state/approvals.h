// Calls that wait for a person, and what became of them: the record in the store is the authority, whatever
// asked. Several gateways and commands work on one store; each function here is one step that none of them
// can interleave.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "gateway/state/database.h"

namespace callgate::state {

enum class ApprovalState : std::uint8_t { pending, approved, denied, expired };
std::string_view to_string(ApprovalState state);

// A call that has to wait.
struct HoldRequest {
  std::string digest;  // binds server, tool, definition, arguments, principal and policy: guard::Call::digest
  std::string server, tool;  // the server's key in the configuration, the tool's own name
  std::string exposed;       // the name hosts see
  std::string arguments;     // JSON without secrets; the first 64 KiB are kept, to be shown
  std::string rule, reason;  // which rule asks, and why
  std::string principal;
  bool out_of_band = false;  // an answer that came over the host's own channel does not count
  Millis pending_ttl{15 * 60'000};
  Millis grant_ttl{5 * 60'000};
};

struct Approval {
  std::string id;  // "K7Q2-9F"
  std::string digest, server, tool, exposed;
  std::string summary;    // the arguments in a few words
  std::string arguments;  // may be cut: compare arguments_bytes
  std::int64_t arguments_bytes = 0;
  std::string rule, reason, principal;
  bool out_of_band = false;
  WallTime created{}, expires{};
  ApprovalState state{};
  std::optional<WallTime> resolved;
  std::optional<WallTime> valid_until;  // approved: the call has to come before
  std::optional<WallTime> consumed;     // the one call that it allowed has gone out
  std::string channel, identity, note;  // who resolved it, over what
};

// What the store says of a digest.
struct Claim {
  enum class Kind : std::uint8_t { none, pending, approved, denied };
  Kind kind = Kind::none;
  std::optional<Approval> approval;  // there unless none
  std::string ticket;                // approved: gives the approval back, see release()
};

struct Resolver {
  std::string channel;   // "cli", "host", …
  std::string identity;  // who, as far as the channel knows
};

class Approvals {
 public:
  // At most `max_pending` calls wait at a time. Database and clock must outlive this.
  Approvals(Database& database, const Clock& clock, std::size_t max_pending = 256)
      : database_(database), clock_(clock), max_pending_(max_pending) {}

  // Makes a record, or gives back the one that waits already for the same digest. Forgets what ended 30 days
  // ago. Errors: busy when too many wait; those of Database::open.
  Result<Approval> hold(const HoldRequest& request);

  // What a call with this digest may do now. `approved` uses the approval up: of any number of callers in any
  // number of processes, one gets it. A denial counts if it was given after `run_start`, and unless a newer
  // record of the same digest was approved.
  Result<Claim> claim(std::string_view digest, WallTime run_start);

  // Gives back what claim() took, for a call that was never sent. A ticket works once.
  Result<void> release(std::string_view ticket);

  // Decides, once. Errors: refused (already decided, or the channel does not count), gone (expired), and
  // find()'s.
  Result<Approval> resolve(std::string_view id, bool approve, const Resolver& resolver,
                           std::string_view note);

  // `id` in any case, with or without its dash, or a beginning of it that only one record has.
  // Errors: invalid (no id at all, or several match), not_found.
  Result<Approval> find(std::string_view id);

  // The newest record of a digest, whatever became of it.
  Result<std::optional<Approval>> of_digest(std::string_view digest);

  // Oldest first. Without `all` only what still waits; with it the newest `limit` records.
  Result<std::vector<Approval>> list(bool all, std::size_t limit = 1000);

 private:
  std::int64_t now() const { return clock_.today().time_since_epoch().count(); }
  Approval read(const Statement& row) const;
  Result<std::optional<Approval>> first(std::string_view where, std::string_view digest, std::int64_t time);
  Result<void> tidy();
  Result<std::string> insert(const HoldRequest& request);

  Database& database_;
  const Clock& clock_;
  std::size_t max_pending_;
};

}  // namespace callgate::state
