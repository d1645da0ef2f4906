// Text to tree: the grammar of bash, as far as it decides which commands run.
#pragma once

#include <string>
#include <string_view>

#include "core/analysis/shell/syntax.h"

namespace callgate::analysis::shell {

struct Parsed {
  List list;             // what could be read, also when not all could
  std::string problem;   // empty: all of it was read. "a quote that is not closed", …
  std::size_t work = 0;  // characters consumed
};

// Reads all of `text`. `depth` is how deep it lies in other commands; from 40 on nothing is read any more.
Parsed parse(std::string_view text, int depth = 0);

}  // namespace callgate::analysis::shell
