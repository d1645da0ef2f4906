// The policies that a command is given as files: policy files themselves, or a configuration that names them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/policy/reader.h"

namespace callgate {

struct PolicyFiles {
  std::vector<policy::Layer> layers;  // of one policy, in their order
  // The configuration among the files, if one is: a file with "mcpServers" or "policy" at its top level.
  std::optional<std::filesystem::path> config;
};

// What cannot be read goes to `found`; a *.local.jsonc that a configuration names may be missing. Whether the
// layers fit together is read_policy's to say.
PolicyFiles read_policy_files(const std::vector<std::filesystem::path>& files, config::Findings& found);

}  // namespace callgate
