// Tests of a policy as data: the file that `callgate policy test` plays.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/config/check.h"
#include "core/config/shape.h"
#include "core/policy/rule.h"

namespace callgate::policy_test {

// What a step has to lead to. What is not said is not compared.
struct Expectation {
  std::string decision;  // "allow", "hold" ("ask" is the same), "deny", "replay", "cache", "rewrite"
  std::string rule, code;
  policy::ConditionPtr result;  // of what the host gets; null: whatever it is
};

struct Step {
  config::Place place;
  std::string tool, arguments = "{}", metadata;  // JSON
  std::optional<std::string> result;  // what the server answers, JSON; nothing: no answer is played
  Expectation expect;
  std::size_t repeat = 1;
  std::optional<WallTime> at;  // the clock is set
  Millis advance{0};           // or moved on, before the call
};

struct Case {
  std::string name, profile;
  config::Place place;
  std::vector<Step> steps;
};

struct Suite {
  config::SourcePtr source;
  std::vector<std::filesystem::path> policies;  // relative ones count from the suite's folder
  std::filesystem::path tools;  // a snapshot; empty, or not there: tools are what their names say
  WallTime clock{};
  std::string workspace, home;
  std::map<std::string, std::string> environment, principal;
  struct {
    std::optional<std::int64_t> rules, branches, profiles;
  } coverage;  // percent that are demanded
  std::vector<Case> cases;
};

// What a test file may hold.
const config::Shape& suite_shape();
// Reads a whole file; nothing comes back if `found.errors` holds anything afterwards.
std::optional<Suite> read_suite(const std::filesystem::path& file, config::Findings& found);
// The same for a text that is to stand in `file`.
std::optional<Suite> read_suite(const config::SourcePtr& source, const std::filesystem::path& file,
                                config::Findings& found);

}  // namespace callgate::policy_test
