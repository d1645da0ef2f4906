// Policy files -> Policy: strict, all errors at once, and later files may only tighten what earlier ones
// said.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/config/check.h"
#include "core/policy/policy.h"

namespace callgate::policy {

// One file, or the object under "policy" in a configuration, in the order in which they were named.
struct Layer {
  config::SourcePtr source;
  config::Node tree;
};

// What the command line says about the policy; it wins over every file.
struct Choice {
  std::optional<Preset> preset;  // replaces the files' preset and mode
  std::string profile;
  bool observe = false;  // judge everything, change nothing
  bool remarks = false;  // conditions tell a scene that listens what they found: a little slower
};

struct Reading {
  Policy policy;
  bool names_trusted = false;  // trustAnnotations was written: it decides, not the servers' own flags
};

// Reads all layers, none of them is a policy too: the preset's. Nothing comes back if something is wrong with
// them, which is added to `found.errors`; what is only worth a remark is in `found.warnings`.
std::optional<Reading> read_policy(const std::vector<Layer>& layers, const Choice& choice,
                                   config::Findings& found);

// What a preset says where the files say nothing.
Policy preset_policy(Preset preset);

}  // namespace callgate::policy
