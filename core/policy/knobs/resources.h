// What can be set of the guard `resources`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct ResourcesKnobs {
  enum class Outside : std::uint8_t { warn, hold, deny };
  struct Shell {
    bool classify = true;           // look into commands at all
    std::vector<std::string> deny;  // programs
  };

  guard::Mode mode = guard::Mode::enforce;
  std::vector<std::string> path_args = {"auto"};      // which arguments are paths
  std::vector<std::string> roots = {"${workspace}"};  // what "${roots}" stands for
  std::optional<std::vector<std::string>> within;     // folders; nothing: anywhere
  std::vector<std::string> not_within;
  bool sensitive_paths = true;
  std::vector<std::string> sensitive_except;  // files and folders that may be used all the same
  Shell shell;
  std::optional<std::vector<std::string>> commands_allow;  // programs; nothing: all
  Outside outside = Outside::deny;
};
std::span<const Knob> resources_knobs();

}  // namespace callgate::policy
