#include "core/analysis/poison/poison.h"

#include <algorithm>

#include "core/analysis/poison/finders.h"

namespace callgate::analysis {

void find_poison(std::string_view text, PoisonContext context, std::vector<Poison>& out) {
  const std::size_t first = out.size();
  find_hidden(text, context, out);
  find_phrases(text, context, out);
  if (context == PoisonContext::description) find_suspicious(text, out);
  find_markup(text, context, out);
  if (context != PoisonContext::result) find_lookalikes(text, context, out);
  const auto begin = out.begin() + static_cast<std::ptrdiff_t>(first);
  std::stable_sort(begin, out.end(), [](const Poison& a, const Poison& b) { return a.at.at < b.at.at; });
  // Of one kind, what overlaps is one finding.
  constexpr std::ptrdiff_t kNear = 8;
  auto kept = begin;
  for (auto next = begin; next != out.end(); ++next) {
    const auto same =
        std::find_if(kept - std::min<std::ptrdiff_t>(kept - begin, kNear), kept, [&](const Poison& one) {
          return one.kind == next->kind && one.hard == next->hard && next->at.at < one.at.at + one.at.size;
        });
    if (same == kept) {
      *kept++ = *next;
    } else {
      same->at.size = std::max(same->at.at + same->at.size, next->at.at + next->at.size) - same->at.at;
    }
  }
  out.erase(kept, out.end());
}

}  // namespace callgate::analysis
