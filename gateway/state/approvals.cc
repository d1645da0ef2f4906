#include "gateway/state/approvals.h"

#include "core/base/seal.h"
#include "gateway/state/approval_id.h"
#include "gateway/state/summary.h"

namespace callgate::state {
namespace {

constexpr std::size_t kShownArguments = 64 * 1024;
constexpr std::int64_t kRemembered = 30ll * 24 * 3600 * 1000;

constexpr std::string_view kColumns =
    "SELECT id, digest, server, tool, exposed, summary, arguments, arguments_bytes, rule, reason, principal, "
    "out_of_band, created, expires, state, resolved, valid_until, consumed, channel, identity, note FROM "
    "approval ";

std::string select(std::string_view rest) {
  return std::string(kColumns) + std::string(rest);
}

WallTime time_of(std::int64_t millis) {
  return WallTime(Millis(millis));
}

std::optional<WallTime> time_of(std::optional<std::int64_t> millis) {
  if (!millis) return std::nullopt;
  return time_of(*millis);
}

ApprovalState state_of(std::string_view name) {
  if (name == "pending") return ApprovalState::pending;
  if (name == "approved") return ApprovalState::approved;
  return name == "denied" ? ApprovalState::denied : ApprovalState::expired;
}

}  // namespace

std::string_view to_string(ApprovalState state) {
  switch (state) {
    case ApprovalState::pending:
      return "pending";
    case ApprovalState::approved:
      return "approved";
    case ApprovalState::denied:
      return "denied";
    case ApprovalState::expired:
      return "expired";
  }
  return "expired";
}

Approval Approvals::read(const Statement& row) const {
  Approval it;
  int column = 0;
  for (std::string* text :
       {&it.id, &it.digest, &it.server, &it.tool, &it.exposed, &it.summary, &it.arguments})
    *text = row.text(column++);
  it.arguments_bytes = row.integer(column++);
  for (std::string* text : {&it.rule, &it.reason, &it.principal}) *text = row.text(column++);
  it.out_of_band = row.integer(column++) != 0;
  it.created = time_of(row.integer(column++));
  it.expires = time_of(row.integer(column++));
  it.state = state_of(row.text(column++));
  it.resolved = time_of(row.optional(column++));
  it.valid_until = time_of(row.optional(column++));
  it.consumed = time_of(row.optional(column++));
  for (std::string* text : {&it.channel, &it.identity, &it.note}) *text = row.text(column++);
  // Nobody has to write for time to pass.
  if (it.state == ApprovalState::pending && it.expires <= clock_.today()) it.state = ApprovalState::expired;
  return it;
}

Result<std::optional<Approval>> Approvals::first(std::string_view where, std::string_view digest,
                                                 std::int64_t time) {
  CALLGATE_TRY(query, database_.prepare(select(where)));
  CALLGATE_TRY(row, query.bind(digest).bind(time).step());
  if (!row) return std::optional<Approval>();
  return std::optional<Approval>(read(query));
}

// Ends what has expired, so that a new record of the same digest has room, and forgets what is long over.
Result<void> Approvals::tidy() {
  CALLGATE_TRY(expire, database_.prepare(
                           "UPDATE approval SET state = 'expired' WHERE state = 'pending' AND expires <= ?"));
  if (auto done = expire.bind(now()).step(); !done) return done.error();
  CALLGATE_TRY(forget, database_.prepare("DELETE FROM approval WHERE expires <= ?"));
  if (auto done = forget.bind(now() - kRemembered).step(); !done) return done.error();
  return {};
}

Result<std::string> Approvals::insert(const HoldRequest& request) {
  CALLGATE_TRY(query, database_.prepare("INSERT INTO approval(id, digest, server, tool, exposed, summary, "
                                        "arguments, arguments_bytes, rule, reason, "
                                        "principal, out_of_band, created, expires, grant_ttl, state) "
                                        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                        "'pending')"));
  std::string id = make_approval_id();
  for (;; id = make_approval_id()) {
    CALLGATE_TRY(taken, database_.prepare("SELECT 1 FROM approval WHERE id = ?"));
    CALLGATE_TRY(row, taken.bind(id).step());
    if (!row) break;
  }
  query.bind(id).bind(request.digest).bind(request.server).bind(request.tool).bind(request.exposed);
  query.bind(summarize_arguments(request.arguments)).bind(cut_utf8(request.arguments, kShownArguments));
  query.bind(static_cast<std::int64_t>(request.arguments.size()));
  query.bind(request.rule).bind(request.reason).bind(request.principal);
  query.bind(std::int64_t{request.out_of_band}).bind(now()).bind(now() + request.pending_ttl.count());
  query.bind(std::int64_t{request.grant_ttl.count()});
  if (auto done = query.step(); !done) return done.error();
  return id;
}

Result<Approval> Approvals::hold(const HoldRequest& request) {
  return database_.immediate([&]() -> Result<Approval> {
    if (auto done = tidy(); !done) return done.error();
    CALLGATE_TRY(waiting,
                 first("WHERE digest = ? AND state = 'pending' AND expires > ?", request.digest, now()));
    if (waiting) return *std::move(waiting);
    CALLGATE_TRY(count, database_.prepare("SELECT count(*) FROM approval WHERE state = 'pending'"));
    CALLGATE_TRY(row, count.step());
    if (row && count.integer(0) >= static_cast<std::int64_t>(max_pending_))
      return error(Errc::busy,
                   std::to_string(max_pending_) +
                       " calls wait for approval already; decide some of them: callgate approvals ls");
    CALLGATE_TRY(id, insert(request));
    return find(id);
  });
}

Result<Claim> Approvals::claim(std::string_view digest, WallTime run_start) {
  return database_.immediate([&]() -> Result<Claim> {
    CALLGATE_TRY(granted,
                 first("WHERE digest = ? AND state = 'approved' AND consumed IS NULL AND valid_until > ? "
                       "ORDER BY resolved DESC LIMIT 1",
                       digest, now()));
    if (granted) {
      const std::string ticket = random_hex(16);
      CALLGATE_TRY(take, database_.prepare("UPDATE approval SET consumed = ?, ticket = ? WHERE id = ?"));
      if (auto done = take.bind(now()).bind(ticket).bind(granted->id).step(); !done) return done.error();
      granted->consumed = clock_.today();
      return Claim{Claim::Kind::approved, std::move(granted), ticket};
    }
    CALLGATE_TRY(
        denied,
        first("WHERE digest = ? AND state = 'denied' AND resolved >= ? ORDER BY resolved DESC LIMIT 1",
              digest, run_start.time_since_epoch().count()));
    if (denied) return Claim{Claim::Kind::denied, std::move(denied), {}};
    CALLGATE_TRY(waiting, first("WHERE digest = ? AND state = 'pending' AND expires > ?", digest, now()));
    if (waiting) return Claim{Claim::Kind::pending, std::move(waiting), {}};
    return Claim{};
  });
}

Result<void> Approvals::release(std::string_view ticket) {
  return database_.immediate([&]() -> Result<void> {
    CALLGATE_TRY(give,
                 database_.prepare("UPDATE approval SET consumed = NULL, ticket = NULL WHERE ticket = ?"));
    if (auto done = give.bind(ticket).step(); !done) return done.error();
    if (database_.changes() == 0) return error(Errc::not_found, "no approval was taken with this ticket");
    return {};
  });
}

Result<Approval> Approvals::resolve(std::string_view id, bool approve, const Resolver& resolver,
                                    std::string_view note) {
  return database_.immediate([&]() -> Result<Approval> {
    CALLGATE_TRY(it, find(id));
    if (it.state == ApprovalState::expired)
      return error(Errc::gone,
                   it.id + " expired at " + rfc3339(it.expires) + "; the call has to be made again");
    if (it.state != ApprovalState::pending)
      return error(Errc::refused, it.id + " was already " + std::string(to_string(it.state)) + " at " +
                                      rfc3339(it.resolved.value_or(it.created)) + " by " + it.identity +
                                      " (" + it.channel + ")");
    if (approve && it.out_of_band && resolver.channel == "host")
      return error(Errc::refused, it.id + " has to be approved outside the host: callgate approve " + it.id);
    CALLGATE_TRY(set, database_.prepare("UPDATE approval SET state = ?, resolved = ?, valid_until = CASE "
                                        "WHEN ? THEN ? + grant_ttl END, channel = ?, "
                                        "identity = ?, note = ? WHERE id = ?"));
    set.bind(to_string(approve ? ApprovalState::approved : ApprovalState::denied)).bind(now());
    set.bind(std::int64_t{approve}).bind(now()).bind(resolver.channel).bind(resolver.identity);
    if (auto done = set.bind(cut_utf8(note, 4096)).bind(it.id).step(); !done) return done.error();
    return find(it.id);
  });
}

Result<Approval> Approvals::find(std::string_view id) {
  CALLGATE_TRY(wanted, read_approval_id(id));
  // '~' sorts behind every character of an id.
  CALLGATE_TRY(query, database_.prepare(select("WHERE id >= ? AND id < ? ORDER BY id LIMIT 6")));
  query.bind(wanted).bind(wanted + "~");
  std::vector<Approval> found;
  for (;;) {
    CALLGATE_TRY(row, query.step());
    if (!row) break;
    found.push_back(read(query));
  }
  if (found.size() == 1) return std::move(found.front());
  if (found.empty())
    return error(Errc::not_found, "no approval " + wanted + "; see: callgate approvals ls --all");
  std::string several = wanted + " may be";
  for (const Approval& each : found) several += " " + each.id;
  return error(Errc::invalid, several + "; type more of it");
}

Result<std::optional<Approval>> Approvals::of_digest(std::string_view digest) {
  if (auto opened = database_.open(); !opened) return opened.error();
  return first("WHERE digest = ? AND created > ? ORDER BY created DESC LIMIT 1", digest, 0);
}

Result<std::vector<Approval>> Approvals::list(bool all, std::size_t limit) {
  if (auto opened = database_.open(); !opened) return opened.error();
  CALLGATE_TRY(query, database_.prepare(
                          select(all ? "WHERE created > ? ORDER BY created DESC, id LIMIT ?"
                                     : "WHERE state = 'pending' AND expires > ? ORDER BY created DESC, id "
                                       "LIMIT ?")));
  query.bind(all ? std::int64_t{0} : now()).bind(static_cast<std::int64_t>(limit));
  std::vector<Approval> found;
  for (;;) {
    CALLGATE_TRY(row, query.step());
    if (!row) break;
    found.push_back(read(query));
  }
  return std::vector<Approval>(std::make_move_iterator(found.rbegin()),
                               std::make_move_iterator(found.rend()));
}

}  // namespace callgate::state
