// How often the world may have changed since the run began.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/guard/facts.h"

namespace callgate::guard {

// What is known to change something (write, destructive, exec, once) counts for every server, because files
// that one server writes another one reads; a tool nobody knows counts for its own server. Servers are those
// of the configuration, so there are few.
class Epochs {
 public:
  std::uint64_t of(const std::string& server) const {
    const auto own = own_.find(server);
    return all_ + (own == own_.end() ? 0 : own->second);
  }
  void bump(const std::string& server, const ToolFacts& facts) {
    if (facts.reads() && !facts.once) return;
    if (facts.effect == Effect::unknown && !facts.once) {
      ++own_[server];
    } else {
      ++all_;
    }
  }

 private:
  std::uint64_t all_ = 0;
  std::unordered_map<std::string, std::uint64_t> own_;
};

}  // namespace callgate::guard
