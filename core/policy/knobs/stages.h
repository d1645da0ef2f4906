// The stages of a session's workflow: "guards": {"policy": {"stages": [{"name", "tools", "until",
// "approve"}]}}.
#pragma once

#include <string>
#include <vector>

#include "core/config/jsonc.h"
#include "core/config/shape.h"
#include "core/policy/words.h"

namespace callgate::policy {

struct Stage {
  std::string name;
  std::vector<std::string> tools;  // patterns; they may be called in this stage, and where else they stand
  std::vector<std::string> until;  // patterns; of each a tool must have succeeded before the next may begin
  bool approve = false;            // a person has to agree before it begins

  friend bool operator==(const Stage&, const Stage&) = default;
};
using StageList = std::vector<Stage>;

inline constexpr config::Field kStageFields[] = {
    {"name", kFilledText, "What people call it.", "", config::Standing::used, true},
    {"tools", kToolList, "The tools that may be called in it.", "", config::Standing::used, true},
    {"until", kToolList, "Tools that must have succeeded in it before the next stage may begin.", ""},
    {"approve", config::boolean(), "Whether a person has to agree before it begins.", "false"},
};
inline constexpr config::Shape kStage = config::object(kStageFields);

void read_value(const config::Node& node, StageList& stages);
std::string print_value(const StageList& stages, const config::Shape& shape);

}  // namespace callgate::policy
