// The verbs of a script, one short function each; README.md is their reference.
#include "mischief.h"
#include "server.h"
#include "standard_answers.h"

namespace callgate::test {
namespace {

std::size_t number_or(const Json& action, const char* key, std::size_t otherwise) {
  return action.contains(key) ? action[key].get<std::size_t>() : otherwise;
}

// True when every member of `needed` is declared, at every depth.
bool declares(const Json& declared, const Json& needed) {
  for (const auto& [key, value] : needed.items()) {
    if (!declared.is_object() || !declared.contains(key) || !declares(declared[key], value)) return false;
  }
  return true;
}

// The action with its variables; what is nested in it is filled in when its turn comes.
Json filled(const Json& action, const Json& variables) {
  Json out = Json::object();
  for (const auto& [key, value] : action.items()) {
    out[key] = key == "then" || key == "do" ? value : fill_in(value, variables);
  }
  return out;
}

}  // namespace

// A script that cannot be played ends its server; false, like an action after which nothing is done.
bool ScriptedServer::give_up(const std::string& problem) {
  body_.write(2, "scripted_server: " + problem + "\n");
  body_.exit(2);
  return false;
}

const std::map<std::string, ScriptedServer::Verb>& ScriptedServer::verbs() {
  using S = ScriptedServer;
  static const std::map<std::string, Verb> kVerbs = {
      {"raw", &S::do_raw},         {"bytes", &S::do_bytes},     {"hex", &S::do_hex},
      {"send", &S::do_send},       {"result", &S::do_result},   {"resultRaw", &S::do_result_raw},
      {"error", &S::do_error},     {"default", &S::do_default}, {"request", &S::do_request},
      {"input", &S::do_input},     {"need", &S::do_need},       {"hold", &S::do_hold},
      {"release", &S::do_release}, {"set", &S::do_set},         {"changed", &S::do_changed},
      {"updated", &S::do_updated}, {"repeat", &S::do_repeat},   {"big", &S::do_big},
      {"junk", &S::do_junk},       {"stderr", &S::do_stderr},   {"flood", &S::do_flood},
      {"spawn", &S::do_spawn},     {"exit", &S::do_exit},       {"kill", &S::do_kill},
      {"close", &S::do_close},
  };
  return kVerbs;
}

void ScriptedServer::act(const Json& actions, Turn& turn) {
  for (const Json& action : actions) {
    if (body_.ended() || !act_once(action, turn)) return;
  }
}

bool ScriptedServer::act_once(const Json& action, Turn& turn) {
  if (!listen_id_.is_null()) turn.variables["listen"] = listen_id_;
  for (const auto& [key, value] : action.items()) {
    const auto verb = verbs().find(key);
    if (verb != verbs().end()) return (this->*verb->second)(filled(action, turn.variables), turn);
  }
  return give_up("no such action: " + dump(action));
}

bool ScriptedServer::do_raw(const Json& action, Turn&) {
  write_line(action["raw"]);
  return true;
}

bool ScriptedServer::do_bytes(const Json& action, Turn&) {
  body_.write(1, action["bytes"].get<std::string>());
  return true;
}

bool ScriptedServer::do_hex(const Json& action, Turn&) {
  body_.write(1, from_hex(action["hex"]));
  return true;
}

bool ScriptedServer::do_send(const Json& action, Turn&) {
  Json message = {{"jsonrpc", "2.0"}};
  message.update(action["send"]);
  write_line(dump(message));
  return true;
}

bool ScriptedServer::do_result(const Json& action, Turn& turn) {
  Json result = action["result"];
  if (turn.modern) decorate_modern(script_, turn, result);
  answer(turn, "result", dump(result));
  return true;
}

bool ScriptedServer::do_result_raw(const Json& action, Turn& turn) {
  answer(turn, "result", action["resultRaw"]);
  return true;
}

bool ScriptedServer::do_error(const Json& action, Turn& turn) {
  answer(turn, "error", dump(action["error"]));
  return true;
}

bool ScriptedServer::do_default(const Json&, Turn& turn) {
  if (!turn.id.empty()) standard(turn);
  return true;
}

bool ScriptedServer::do_request(const Json& action, Turn& turn) {
  Json message = {{"jsonrpc", "2.0"}};
  message.update(action["request"]);
  if (!message.contains("id")) message["id"] = next_id_++;
  asked_[dump(message["id"])] = {turn, action.value("then", Json::array())};
  write_line(dump(message));
  return true;
}

bool ScriptedServer::do_input(const Json& action, Turn& turn) {
  const Json& input = action["input"];
  Json result = {{"resultType", "input_required"}};
  if (input.contains("requests")) result["inputRequests"] = input["requests"];
  const std::string state = input.value("state", "");
  if (!state.empty()) result["requestState"] = state;
  unfinished_[state] = {turn, action.value("then", Json::array())};
  decorate_modern(script_, turn, result);
  answer(turn, "result", dump(result));
  return true;
}

bool ScriptedServer::do_need(const Json& action, Turn& turn) {
  const Json meta = turn.params.value("_meta", Json::object());
  if (declares(meta.value("io.modelcontextprotocol/clientCapabilities", Json::object()), action["need"]))
    return true;
  Json error = {{"code", -32021}, {"message", "Missing required client capability"}};
  error["data"] = {{"requiredCapabilities", action["need"]}};
  answer(turn, "error", dump(error));
  return false;
}

bool ScriptedServer::do_hold(const Json& action, Turn& turn) {
  held_[action["hold"]] = turn;
  return true;
}

bool ScriptedServer::do_release(const Json& action, Turn&) {
  const auto found = held_.find(action["release"]);
  if (found == held_.end()) return give_up("nothing held as " + dump(action["release"]));
  Turn turn = std::move(found->second);
  held_.erase(found);
  const Json otherwise = Json::array({{{"default", true}}});
  act(action.value("do", otherwise), turn);
  return true;
}

bool ScriptedServer::do_set(const Json& action, Turn&) {
  for (const auto& [member, value] : action["set"].items()) script_.set(member, value);
  return true;
}

bool ScriptedServer::do_changed(const Json& action, Turn& turn) {
  notify("notifications/" + action["changed"].get<std::string>() + "/list_changed", Json::object(), turn);
  return true;
}

bool ScriptedServer::do_updated(const Json& action, Turn& turn) {
  notify("notifications/resources/updated", {{"uri", action["updated"]}}, turn);
  return true;
}

bool ScriptedServer::do_repeat(const Json& action, Turn& turn) {
  const std::size_t times = number_or(action, "repeat", 1);
  for (std::size_t i = 1; i <= times && !body_.ended(); ++i) {
    turn.variables["i"] = i;
    act(action["do"], turn);
  }
  return true;
}

bool ScriptedServer::do_big(const Json& action, Turn& turn) {
  const std::string text(number_or(action, "big", 0), 'x');
  answer(turn, "result", R"({"content":[{"type":"text","text":")" + text + R"("}]})");
  return true;
}

bool ScriptedServer::do_junk(const Json& action, Turn&) {
  write_line(std::string(number_or(action, "junk", 0), 'j'));
  return true;
}

bool ScriptedServer::do_stderr(const Json& action, Turn&) {
  body_.write(2, action["stderr"].get<std::string>() + "\n");
  return true;
}

bool ScriptedServer::do_flood(const Json& action, Turn&) {
  body_.write(2, flood(number_or(action, "flood", 0)));
  return true;
}

bool ScriptedServer::do_spawn(const Json& action, Turn&) {
  return body_.leave_process(action["spawn"], action.value("holdPipes", false)) ||
         give_up("no such process: " + dump(action["spawn"]));
}

bool ScriptedServer::do_exit(const Json& action, Turn&) {
  body_.exit(action["exit"].get<int>());
  return false;
}

bool ScriptedServer::do_kill(const Json& action, Turn&) {
  body_.raise(action["kill"].get<int>());
  return true;
}

bool ScriptedServer::do_close(const Json& action, Turn&) {
  body_.close(action["close"] == "stdin" ? 0 : action["close"] == "stdout" ? 1 : 2);
  return true;
}

}  // namespace callgate::test
