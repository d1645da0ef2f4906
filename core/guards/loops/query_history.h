// The last queries put to one tool, and whether a new one only rewords them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/guards/loops/token_set.h"

namespace callgate::guard {

struct Query {
  std::uint64_t text = 0;  // hash of the text as it came
  TokenSet tokens;
  Instant at{};
  std::uint64_t serial = 0;  // names it for forget()
};

struct Jitter {
  std::size_t similar = 0;  // earlier queries that say nearly the same in other words
  bool sweep = false;       // they go through a list: each fills the same template with something new
};

class QueryHistory {
 public:
  // Compares with what was asked since `since`. A query that was asked in exactly these words before (the
  // next page of the same results, say) is no rewording of itself.
  Jitter judge(const Query& query, double similarity, Instant since) const;
  // Those that are similar to `query`.
  std::vector<Query> like(const Query& query, double similarity) const;
  // Keeps the last `window`.
  void add(Query query, std::size_t window);
  void forget(std::uint64_t serial);
  std::size_t size() const { return queries_.size(); }

 private:
  std::deque<Query> queries_;
};

// The first words of structured languages, and the characters that prose has no use for: what is asked in
// such a language is refined step by step, which is no rewording.
bool is_query_language(std::string_view text);

}  // namespace callgate::guard
