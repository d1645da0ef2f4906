#pragma once

#include <string>

#include "wire_json.h"

namespace callgate::test {

// One message the server is answering, and the variables that the script's actions may use.
struct Turn {
  std::string method;
  std::string id;  // as it was spelled; empty for notifications and for events
  Json params = Json::object();
  bool modern = false;
  Json variables = Json::object();
};

// Builds the turn for a request or notification: $id, $params, $arguments, $name, $uri, $progressToken,
// $count. `line` is the text `message` was read from.
Turn make_turn(const std::string& line, const Json& message, const std::string& era);

}  // namespace callgate::test
