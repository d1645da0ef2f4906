// Reads one entry of tools/list or prompts/list and says whether hosts could take it.
#pragma once

#include <string>
#include <string_view>

#include "core/json/scan.h"
#include "core/mcp/tool.h"

namespace callgate::mcp {

struct Definition {
  std::string name;    // decoded; for messages also when there is a problem
  json::Span name_at;  // the name's literal within the entry
  Hints hints;
  std::string problem;  // why no host should see it; empty if it is sound
};

// A tool: a name, an inputSchema that is an object of type "object", members of the right types, no member
// twice. One bad entry makes strict hosts refuse the whole list, so it is set aside alone. A tool that can
// only run as a task (execution.taskSupport "required") is set aside too: the gateway offers no tasks.
Definition read_tool(std::string_view entry);
// A prompt, or whatever else has only a name.
Definition read_named(std::string_view entry);

}  // namespace callgate::mcp
