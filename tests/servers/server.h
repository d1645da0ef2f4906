#pragma once

#include <map>
#include <string>

#include "body.h"
#include "script.h"
#include "turn.h"

namespace callgate::test {

// The scripted server: for every line it receives it does what the script says, or else what a well-behaved
// server does. Writes whole lines, in the order of its actions; one thread, no timers.
class ScriptedServer {
 public:
  ScriptedServer(Script script, Body& body) : script_(std::move(script)), body_(body) {}

  void start();
  void receive(const std::string& line);
  // A line from the test: {"do": [actions]}.
  void obey(const std::string& command);
  // The client closed our stdin. True when the server is to stay all the same.
  bool stays_at_eof();

 private:
  // What goes on when an answer or a retry comes in.
  struct Waiting {
    Turn turn;
    Json then;
  };
  using Verb = bool (ScriptedServer::*)(const Json& action,
                                        Turn& turn);  // false: leave the remaining actions out
  static const std::map<std::string, Verb>& verbs();

  void serve(const std::string& line, const Json& message);
  void answered(const Json& message);
  bool retried(Turn& turn);
  void listen(const Turn& turn);
  void standard(Turn& turn);
  void act(const Json& actions, Turn& turn);
  bool act_once(const Json& action, Turn& turn);
  void answer(const Turn& turn, const std::string& member, const std::string& text);
  void write_line(const std::string& line);
  bool give_up(const std::string& problem);
  void notify(const std::string& method, Json params, const Turn& turn);

  bool do_raw(const Json&, Turn&);
  bool do_bytes(const Json&, Turn&);
  bool do_hex(const Json&, Turn&);
  bool do_send(const Json&, Turn&);
  bool do_result(const Json&, Turn&);
  bool do_result_raw(const Json&, Turn&);
  bool do_error(const Json&, Turn&);
  bool do_default(const Json&, Turn&);
  bool do_request(const Json&, Turn&);
  bool do_input(const Json&, Turn&);
  bool do_need(const Json&, Turn&);
  bool do_hold(const Json&, Turn&);
  bool do_release(const Json&, Turn&);
  bool do_set(const Json&, Turn&);
  bool do_changed(const Json&, Turn&);
  bool do_updated(const Json&, Turn&);
  bool do_repeat(const Json&, Turn&);
  bool do_big(const Json&, Turn&);
  bool do_junk(const Json&, Turn&);
  bool do_stderr(const Json&, Turn&);
  bool do_flood(const Json&, Turn&);
  bool do_spawn(const Json&, Turn&);
  bool do_exit(const Json&, Turn&);
  bool do_kill(const Json&, Turn&);
  bool do_close(const Json&, Turn&);

  Script script_;
  Body& body_;
  std::map<std::string, Waiting> asked_;       // our requests, by the text of their id
  std::map<std::string, Waiting> unfinished_;  // input_required rounds, by requestState
  std::map<std::string, Turn> held_;
  long next_id_ = 0;
  Json listen_id_;
};

}  // namespace callgate::test
