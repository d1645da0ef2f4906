// What tools promise: their input and output schemas, compiled, for as many tools as memory may hold.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/analysis/schema/schema.h"
#include "core/mcp/tool.h"

namespace callgate::guard {

struct Contract {
  std::optional<analysis::CompiledSchema> input, output;  // none: not given, or not to be checked
  std::string input_problem;  // why `input` is not checked; empty if nothing is wrong
};

// Contracts by the digest of a definition: a tool that comes back unchanged is known. When full, the one that
// was not asked for the longest goes.
class Contracts {
 public:
  // The contract of a tool, compiled at the first call. `fresh` becomes true if it was. Holds at most
  // `max_kept` (at least 1).
  std::shared_ptr<const Contract> of(const mcp::Tool& tool, std::size_t max_kept, bool& fresh);
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::shared_ptr<const Contract> contract;
    std::uint64_t used = 0;  // when, in calls of of()
  };
  void drop_oldest();

  std::unordered_map<std::string, Entry> entries_;
  std::uint64_t now_ = 0;
};

}  // namespace callgate::guard
