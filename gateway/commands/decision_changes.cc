#include "gateway/commands/decision_changes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/commands/visible.h"

namespace callgate::commands {
namespace {

std::string_view one_word(std::string_view decision) {
  return decision == "hold" ? "ask" : decision;
}

// How much a decision keeps away; what runs or is answered counts alike.
int strictness(std::string_view decision) {
  constexpr std::string_view kWords[] = {"ask", "rewrite", "deny"};
  const auto found = std::ranges::find(kWords, decision);
  return found == std::end(kWords) ? 0 : static_cast<int>(found - std::begin(kWords)) + 1;
}

struct Direction {
  const char* sign;
  const char* word;
  Colour colour;
};

Direction direction_of(std::string_view before, std::string_view after) {
  const int change = strictness(after) - strictness(before);
  if (change < 0) return {"-", "looser", Colour::red};
  if (change > 0) return {"+", "tighter", Colour::green};
  return {"~", "other", Colour::yellow};
}

}  // namespace

void DecisionChanges::add(std::string_view tool, std::string_view before, std::string_view after,
                          std::string_view id) {
  ++judged_;
  before = one_word(before);
  after = one_word(after);
  if (before == after) return;
  ++changed_;
  Count& count = kinds_[{std::string(tool), std::string(before), std::string(after)}];
  ++count.calls;
  if (!id.empty() && count.ids.size() < kMaxIds) count.ids.emplace_back(id);
}

std::vector<const DecisionChanges::Entry*> DecisionChanges::sorted() const {
  std::vector<const Entry*> entries;
  for (const Entry& entry : kinds_) entries.push_back(&entry);
  std::ranges::stable_sort(entries, std::greater(), [](const Entry* entry) { return entry->second.calls; });
  return entries;
}

void DecisionChanges::print(Console& console, bool ids) const {
  const auto entries = sorted();
  std::size_t widest = 0;
  for (const Entry* entry : entries)
    widest = std::max(widest, columns(visible(entry->first.before + entry->first.after)));
  for (const Entry* entry : entries) {
    const auto& [kind, count] = *entry;
    const Direction direction = direction_of(kind.before, kind.after);
    const std::string change = visible(kind.before) + " → " + visible(kind.after);
    const std::size_t width = columns(visible(kind.before + kind.after));
    console.out << paint(console, direction.colour, direction.sign + (" " + change))
                << std::string(widest - width + 2, ' ') << visible(kind.tool) << " ×" << count.calls << '\n';
    if (!ids) continue;
    for (const std::string& id : count.ids) console.out << "      " << visible(id) << '\n';
    if (!count.ids.empty() && count.ids.size() < count.calls)
      console.out << "      and " << count.calls - count.ids.size() << " more\n";
  }
}

nlohmann::ordered_json DecisionChanges::to_json() const {
  auto list = nlohmann::ordered_json::array();
  for (const Entry* entry : sorted()) {
    const auto& [kind, count] = *entry;
    list.push_back({{"tool", kind.tool},
                    {"before", kind.before},
                    {"after", kind.after},
                    {"direction", direction_of(kind.before, kind.after).word},
                    {"count", count.calls},
                    {"ids", count.ids}});
  }
  return list;
}

}  // namespace callgate::commands
