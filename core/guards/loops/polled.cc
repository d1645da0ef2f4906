#include "core/guards/loops/polled.h"

#include <algorithm>
#include <iterator>

#include "core/analysis/words.h"

namespace callgate::guard {

bool is_polled(std::string_view tool_name) {
  static constexpr std::string_view kWords[] = {
      "clock",  "console", "health",  "inbox",    "logs",   "metrics",    "next",  "now",
      "ping",   "poll",    "polling", "progress", "random", "screenshot", "sleep", "snapshot",
      "status", "tail",    "time",    "uuid",     "wait",   "watch",
  };
  const auto words = analysis::words_of(tool_name);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  });
}

}  // namespace callgate::guard
