#include "turn.h"

namespace callgate::test {

Turn make_turn(const std::string& line, const Json& message, const std::string& era) {
  Turn turn;
  if (message.contains("method") && message["method"].is_string()) turn.method = message["method"];
  turn.id = raw_member(line, {"id"});
  if (message.contains("params") && message["params"].is_object()) turn.params = message["params"];
  const Json meta = turn.params.contains("_meta") ? turn.params["_meta"] : Json::object();
  turn.modern =
      era == "modern" || (era == "dual" && meta.contains("io.modelcontextprotocol/protocolVersion"));
  turn.variables["params"] = turn.params;
  turn.variables["argumentsText"] = std::string(raw_member(line, {"params", "arguments"}));
  if (message.contains("id")) turn.variables["id"] = message["id"];
  for (const char* key : {"arguments", "name", "uri"}) {
    if (turn.params.contains(key)) turn.variables[key] = turn.params[key];
  }
  if (meta.contains("progressToken")) turn.variables["progressToken"] = meta["progressToken"];
  return turn;
}

}  // namespace callgate::test
