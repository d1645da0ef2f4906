// What is wrong in a file, for programs to read.
#pragma once

#include <nlohmann/json.hpp>

#include "core/config/report.h"

namespace callgate::commands {

// Adds {"file", "line", "column", "message", "label", "hint"} to an object, in this order; what the problem
// lacks is left out.
inline void add_problem(nlohmann::ordered_json& json, const config::Problem& problem) {
  if (problem.source) {
    json["file"] = problem.source->file;
    json["line"] = problem.place.line;
    json["column"] = problem.place.column;
  }
  json["message"] = problem.what;
  if (!problem.label.empty()) json["label"] = problem.label;
  if (!problem.hint.empty()) json["hint"] = problem.hint;
}

}  // namespace callgate::commands
