// Shapes of tokens: what is left of regular expressions when every step is decided by one byte.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/analysis/byte_set.h"

namespace callgate::analysis {

// A sequence of runs, read once from its text and matched without ever going back: linear for every input,
// and bounded by the sum of the runs' lengths. In the text stand
//   x       that character; "%%" is '%', and "%[" is '['
//   %d %h %H %u %l %a %w %b %t   one of: digits, lower-case hex, hex, A-Z0-9, a-z0-9, letters and digits,
//   these
//                                with "_-", with "+/=", with "_-."
//   [a-z_]  one of these
//   {n} {n,m} {n,}   behind any of them: that many (at most 2,000), as many as there are
class Shape {
 public:
  explicit Shape(std::string_view text);

  struct Run {
    ByteSet set;
    std::uint16_t min = 1, max = 1;
  };
  const std::vector<Run>& runs() const { return runs_; }

  // How it stands with the text at `at`.
  struct Match {
    bool fits = false;
    std::size_t end = 0;  // behind what fits, or the byte that does not
  };
  Match match(std::string_view text, std::size_t at) const;

 private:
  std::vector<Run> runs_;
};

}  // namespace callgate::analysis
