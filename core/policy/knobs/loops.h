// What can be set of the guard `loops`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct LoopsKnobs {
  struct Repeat {
    std::optional<std::int64_t> threshold = 3;  // this repetition of a read is answered from memory
    Millis ttl{5'000};                          // a result older than that is not: the call runs again
    std::size_t max_bytes = 16u << 20;          // of all results kept for this
  };
  struct Jitter {
    std::optional<std::int64_t> threshold = 3;  // with so many similar queries before it a query is refused
    double similarity = 0.60;
    std::int64_t window = 12;  // queries per tool
    bool sweep_exempt = true;
    std::vector<std::string> args = {"q",           "query",        "queries",      "question",
                                     "search",      "search_query", "search_term",  "search_terms",
                                     "search_text", "query_text",   "query_string", "keyword",
                                     "keywords"};
  };
  struct Sequence {
    std::optional<std::int64_t> threshold = 3;  // rounds
    std::int64_t max_len = 6;
    std::int64_t window = 32;  // calls
    bool require_stale = true;
  };
  struct Stall {
    guard::Mode mode = guard::Mode::observe;
    std::int64_t k = 6;
  };
  // What stays refused after a loop: nothing; of queries those like the ones that led to it, after a circle
  // the tool; the tool always.
  enum class Quarantine : std::uint8_t { none, similar, session };

  guard::Mode mode = guard::Mode::enforce;
  Repeat repeat;
  Jitter jitter;
  Sequence sequence;
  Stall stall;
  Quarantine quarantine = Quarantine::similar;
  ByTool<std::vector<std::string>> ignore_keys;  // top-level arguments that make no difference
  Millis idle_reset{600'000};                    // after a pause of this length a new run begins
  std::int64_t max_entries = 4096;               // calls and tools remembered
};
std::span<const Knob> loops_knobs();

}  // namespace callgate::policy
