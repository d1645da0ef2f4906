// What another policy would have decided otherwise: counted by tool, and shown.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/commands/terminal.h"

namespace callgate::commands {

// Decisions are the words of tests and ledgers ("allow", "ask", "deny", "replay" …); "hold" is "ask".
class DecisionChanges {
 public:
  // One call that was judged twice. `id` says which it was (a call id, a place in a file); of each kind of
  // change only the first kMaxIds are kept. Calls that come out alike are only counted.
  void add(std::string_view tool, std::string_view before, std::string_view after, std::string_view id = {});

  std::uint64_t judged() const { return judged_; }
  std::uint64_t changed() const { return changed_; }

  // One line for each kind of change, the most frequent first: "- deny → ask  github__merge_pr ×14". "-" lets
  // more pass than before, "+" less, "~" neither. With `ids`, the ids below it. Nothing if nothing changed.
  void print(Console& console, bool ids) const;
  // [{"tool", "before", "after", "direction": "looser|tighter|other", "count", "ids": […]}], in the same
  // order.
  nlohmann::ordered_json to_json() const;

  static constexpr std::size_t kMaxIds = 20;

 private:
  struct Kind {
    std::string tool, before, after;
    auto operator<=>(const Kind&) const = default;
  };
  struct Count {
    std::uint64_t calls = 0;
    std::vector<std::string> ids;
  };
  using Entry = std::pair<const Kind, Count>;
  std::vector<const Entry*> sorted() const;

  std::map<Kind, Count> kinds_;
  std::uint64_t judged_ = 0, changed_ = 0;
};

}  // namespace callgate::commands
