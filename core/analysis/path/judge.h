// Whether a path holds secrets, or decides what runs.
#pragma once

#include <string_view>

#include "core/analysis/path/lexical.h"

namespace callgate::analysis {

struct PathFinding {
  bool sensitive = false;
  std::string_view kind;  // "ssh", "dotenv", "cloud", "process", "traversal", ...; "" when it is not
};

// By the path alone; no link is followed, see `PathResolver`. What careless programs would make of it is
// judged as well (percent signs, backslashes, NUL, full-width forms, quotes), and every word a shell could
// expand it to. With a root, paths that leave it through ".." are "traversal", and neighbours that only begin
// with its name "lookalike"; paths that plainly begin elsewhere are judged by their names, because whether
// work may leave its root is the caller's question (`is_under`). Names that look like keys are nothing within
// tests, examples and packages.
PathFinding judge_path(std::string_view path, const PathContext& context = {});

}  // namespace callgate::analysis
