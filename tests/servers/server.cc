#include "server.h"

#include "standard_answers.h"

namespace callgate::test {

void ScriptedServer::start() {
  for (const Json& what : script_["ignore"]) {
    if (what == "TERM") body_.ignore_signals();
  }
  Turn turn;
  int hits = 0;
  if (const Json* actions = script_.actions_for("start", turn.params, hits)) act(*actions, turn);
}

bool ScriptedServer::stays_at_eof() {
  Turn turn;
  int hits = 0;
  if (const Json* actions = script_.actions_for("eof", turn.params, hits)) act(*actions, turn);
  for (const Json& what : script_["ignore"]) {
    if (what == "EOF") return true;
  }
  return false;
}

void ScriptedServer::receive(const std::string& line) {
  body_.received(line);
  const std::optional<Json> message = read_wire(line);
  if (message && message->is_array()) {
    for (const Json& part : *message) {
      if (part.is_object()) serve(dump(part), part);
    }
  } else if (message && message->is_object()) {
    serve(line, *message);
  }
}

void ScriptedServer::obey(const std::string& command) {
  const Json request = Json::parse(command, nullptr, false);
  Turn turn;
  turn.modern = script_.text("era", "legacy") == "modern";
  if (request.is_object()) act(request.value("do", Json::array()), turn);
}

void ScriptedServer::serve(const std::string& line, const Json& message) {
  if (body_.ended()) return;
  if (!message.contains("method")) return answered(message);
  Turn turn = make_turn(line, message, script_.text("era", "legacy"));
  int hits = 0;
  const Json* actions = script_.actions_for(turn.method, turn.params, hits);
  turn.variables["count"] = hits;
  if (retried(turn)) return;
  if (actions != nullptr) {
    const Json own = *actions;  // an action may replace the script it stands in
    return act(own, turn);
  }
  if (!turn.id.empty()) standard(turn);
}

// A client's answer to a request of ours; one we are not waiting for is only on record.
void ScriptedServer::answered(const Json& message) {
  if (!message.contains("id")) return;
  const auto found = asked_.find(dump(message["id"]));
  if (found == asked_.end()) return;
  Waiting waiting = std::move(found->second);
  asked_.erase(found);
  waiting.turn.variables["response"] = message;
  if (message.contains("result")) waiting.turn.variables["result"] = message["result"];
  if (message.contains("error")) waiting.turn.variables["error"] = message["error"];
  act(waiting.then, waiting.turn);
}

// The client comes back with what an input_required result asked for.
bool ScriptedServer::retried(Turn& turn) {
  if (!turn.params.contains("inputResponses") && !turn.params.contains("requestState")) return false;
  const Json state = turn.params.value("requestState", Json());
  const auto found = unfinished_.find(state.is_string() ? state.get<std::string>() : "");
  if (found == unfinished_.end()) {
    Json error = {{"code", -32602}, {"message", "Unknown requestState"}};
    error["data"] = {{"reason", "invalid_request_state"}};
    answer(turn, "error", dump(error));
    return true;
  }
  const Json then = std::move(found->second.then);
  unfinished_.erase(found);
  turn.variables["responses"] = turn.params.value("inputResponses", Json::object());
  act(then, turn);
  return true;
}

void ScriptedServer::standard(Turn& turn) {
  if (turn.modern && turn.method != "initialize") {
    const Json problem = envelope_error(turn);
    if (!problem.is_null()) return answer(turn, "error", dump(problem["error"]));
    if (turn.method == "subscriptions/listen") return listen(turn);
  }
  const Json members = standard_answer(script_, turn);
  const std::string member = members.contains("result") ? "result" : "error";
  answer(turn, member, dump(members[member]));
}

// MCP 2026-07-28, subscriptions: the acknowledgement comes first and names what will be sent.
void ScriptedServer::listen(const Turn& turn) {
  listen_id_ = turn.variables["id"];
  Json params = {{"notifications", turn.params.value("notifications", Json::object())}};
  notify("notifications/subscriptions/acknowledged", std::move(params), turn);
}

void ScriptedServer::notify(const std::string& method, Json params, const Turn& turn) {
  if (turn.modern) params["_meta"]["io.modelcontextprotocol/subscriptionId"] = listen_id_;
  Json message = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.empty()) message["params"] = std::move(params);
  write_line(dump(message));
}

void ScriptedServer::answer(const Turn& turn, const std::string& member, const std::string& text) {
  write_line(R"({"jsonrpc":"2.0","id":)" + (turn.id.empty() ? "null" : turn.id) + ",\"" + member +
             "\":" + text + "}");
}

void ScriptedServer::write_line(const std::string& line) {
  body_.write(1, line + "\n");
}

}  // namespace callgate::test
