// Calls to try policies on: those of a test file, or one JSON object a line.
#pragma once

#include <filesystem>
#include <optional>

#include "gateway/policy_test/suite.h"

namespace callgate::policy_test {

// A suite without expectations and policies. A file whose name ends in ".jsonl" has one call on each line,
// {"tool": "fs__read_file", "args": {…}}, and perhaps "meta", "profile" and "at"; each is a case of its own,
// named after its line. Any other file is a test file. Nothing comes back if `found.errors` holds anything.
std::optional<Suite> read_corpus(const std::filesystem::path& file, config::Findings& found);

}  // namespace callgate::policy_test
