// The servers of a configuration: entries of mcpServers, --server, and the command after "--".
#pragma once

#include <string>
#include <vector>

#include "core/config/check.h"
#include "core/config/expand.h"
#include "gateway/config.h"

namespace callgate {

// A server with the place that a message about it points at; without a source it came from the command line.
struct PlacedServer {
  ServerConfig server;
  config::SourcePtr source;
  config::Place place;
};

// The entries of the mcpServers block. What keeps only one server from starting (a variable that is missing,
// a transport that is not supported) becomes its `problem`; what is wrong with the file goes to `found`.
std::vector<PlacedServer> read_servers(const config::Node& block, const config::SourcePtr& source,
                                       const config::Variables& variables, config::Findings& found);

// A server from the command line: words[0] is the program.
ServerConfig command_server(std::string name, std::vector<std::string> words);

// Names that cannot be used, and prefixes that two servers share.
void check_names(const std::vector<PlacedServer>& servers, config::Problems& errors);

}  // namespace callgate
