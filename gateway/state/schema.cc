#include "gateway/state/schema.h"

namespace callgate::state {
namespace {

// Times are milliseconds since 1970, UTC.
constexpr const char* kApprovals = R"sql(
CREATE TABLE approval(
  id          TEXT PRIMARY KEY,
  digest      TEXT NOT NULL,
  server      TEXT NOT NULL,
  tool        TEXT NOT NULL,
  exposed     TEXT NOT NULL,
  summary     TEXT NOT NULL,
  arguments   TEXT NOT NULL,
  arguments_bytes INTEGER NOT NULL,
  rule        TEXT NOT NULL,
  reason      TEXT NOT NULL,
  principal   TEXT NOT NULL,
  out_of_band INTEGER NOT NULL,
  created     INTEGER NOT NULL,
  expires     INTEGER NOT NULL,
  grant_ttl   INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK(state IN ('pending', 'approved', 'denied', 'expired')),
  resolved    INTEGER,
  valid_until INTEGER,
  channel     TEXT NOT NULL DEFAULT '',
  identity    TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  consumed    INTEGER,
  ticket      TEXT
) STRICT;
CREATE INDEX approval_digest ON approval(digest, created);
CREATE UNIQUE INDEX approval_pending ON approval(digest) WHERE state = 'pending';
CREATE INDEX approval_expires ON approval(expires);
)sql";

constexpr const char* kPins = R"sql(
CREATE TABLE pin(
  server      TEXT NOT NULL,
  tool        TEXT NOT NULL,
  program     TEXT NOT NULL,
  digest      TEXT NOT NULL,
  definition  TEXT NOT NULL,
  exposed     TEXT NOT NULL,
  state       TEXT NOT NULL CHECK(state IN ('approved', 'pending', 'changed')),
  at          INTEGER NOT NULL,
  by          TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(server, tool, program, digest)
) STRICT;
CREATE INDEX pin_waiting ON pin(at) WHERE state <> 'approved';
)sql";

constexpr const char* kMigrations[] = {kApprovals, kPins};

}  // namespace

std::span<const char* const> migrations() {
  return kMigrations;
}

}  // namespace callgate::state
