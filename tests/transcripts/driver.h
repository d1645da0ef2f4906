#pragma once

#include <memory>
#include <string>

#include "stage.h"

namespace callgate::test {

// One way to play transcripts.
struct Driver {
  const char* usage;
  // Fills in what the command line need not say; false if it lacks something.
  bool (*complete)(Options& options);
  std::unique_ptr<Stage> (*stage)(const Case& a_case, const Options& options);
  // Why this driver cannot play a case, as in "they send signals"; empty if it can.
  std::string (*unplayable)(const Case& a_case);
};

// Plays transcripts, several cases at a time, and counts. Returns the exit code: 0 only if none failed.
int drive(int argc, char** argv, const Driver& driver);

// True if a step of the case has this verb.
bool has_step(const Case& a_case, const std::string& verb);

}  // namespace callgate::test
