#pragma once

#include <string>
#include <vector>

#include "wire_json.h"

namespace callgate::test {

struct Step {
  int line = 0;  // in the file
  Json json;
};

// One case of a transcript file: the opening line and the steps that follow it.
struct Case {
  std::string file;
  std::string name;
  int line = 0;
  Json header;
  std::vector<Step> steps;
};

// Reads a transcript, one JSON object per line; empty lines are free. What is wrong with the form, with its
// line, is added to `problems`: unknown verbs and header members, servers a step names but the header does
// not.
std::vector<Case> read_cases(const std::string& path, std::vector<std::string>& problems);

}  // namespace callgate::test
