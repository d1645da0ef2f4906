// Adds up the records of a ledger: how many calls of which kind, and how long they took.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/policy/amount.h"
#include "gateway/commands/ledger_record.h"

namespace callgate::commands {

// Durations in buckets of at most 6 % width, so that any number of them takes the same memory.
class Durations {
 public:
  void add(std::int64_t micros);
  // The duration that `percent` of all do not exceed, within the width of its bucket; 0 without any.
  std::int64_t percentile(int percent) const;
  std::uint64_t count() const { return count_; }

 private:
  std::vector<std::uint32_t> buckets_;
  std::uint64_t count_ = 0;
};

// The calls of one tool, one server, or all.
struct CallTally {
  std::uint64_t calls = 0, denied = 0, held = 0, cached = 0, changed = 0,
                errors = 0;    // errors: also tools' own, and calls lost
  std::uint64_t executed = 0;  // went out to the server
  std::uint64_t micros = 0;    // in all
  // By the policy's prices: of what went out, and of what was refused or answered from memory instead.
  policy::Amount spent, saved;
  Durations durations;
  void add(const LedgerRecord& record);
};

// Calls that may change something.
struct EffectTally {
  std::uint64_t done = 0;           // the server said so
  std::uint64_t indeterminate = 0;  // an error, no answer, or nobody listened any more: nobody knows
  std::uint64_t not_sent = 0;
  void add(const LedgerRecord& record);
};

struct Tally {
  CallTally all;
  std::map<std::string, CallTally> servers;
  std::map<std::string, CallTally> tools;  // by the name hosts see
  std::map<std::string, std::uint64_t> decisions;
  std::map<std::string, std::uint64_t> guards;    // "guard: code", of everything but a plain allow
  std::map<std::string, std::uint64_t> would_be;  // what guards in observe mode would have done
  EffectTally effects;
  std::map<std::string, std::uint64_t> set_aside;  // tools in quarantine, and calls refused for it
  std::set<std::string, std::less<>> runs;
  std::uint64_t lost = 0;   // records that could not be written
  std::string first, last;  // times
  void add(const LedgerRecord& record);
};

}  // namespace callgate::commands
