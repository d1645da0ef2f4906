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
  out.erase(std::unique(begin, out.end(),
                        [](const Poison& a, const Poison& b) {
                          return a.at.at == b.at.at && a.at.size == b.at.size && a.kind == b.kind;
                        }),
            out.end());
}

}  // namespace callgate::analysis
