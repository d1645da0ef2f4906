// What the benchmark reports, in the order of its table, and what each figure has to reach.
#pragma once

#include <span>
#include <string_view>

namespace callgate::bench {

enum class Better { less, more };
enum class Basis { value, per_relay, per_sdk };

struct Figure {
  std::string_view key, title, unit;
  Better better = Better::less;
  bool alike = true;   // every setup does the same work, so that ratios between them mean something
  bool worst = false;  // the worst round counts, not the median
};

struct Target {
  std::string_view figure, setup;
  Basis basis;
  double limit;  // at most this where less is better, at least this where more is
};

std::span<const Figure> figures();
std::span<const Target> targets();

}  // namespace callgate::bench
