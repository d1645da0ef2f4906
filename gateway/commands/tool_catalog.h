// What a configuration's servers offer, from a gateway that is started to say it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace callgate::commands {

struct OfferedTool {
  std::string server, tool;  // the key in the configuration, the server's own name of it
  std::string name;          // the one hosts see
  std::string definition;    // the server's own JSON object
};

struct ToolCatalog {
  std::string answer;                          // the line that answers tools/list, as a host gets it
  std::map<std::string, std::string> servers;  // by the tool's name; empty without a control socket
  std::vector<OfferedTool> tools;              // only with `live`
  std::vector<std::string> missing;            // only with `live`: servers that did not come, and why
};

// Starts a gateway with these options (those of `run`) and asks it as a host does; it ends before this
// returns. With `live` it waits for every server to say what it has now, instead of what was remembered.
// Errors: refused (the gateway has said itself what is wrong with its configuration), unavailable.
Result<ToolCatalog> ask_for_tools(const std::vector<std::string>& run_options,
                                  const std::filesystem::path& state, bool live);

}  // namespace callgate::commands
