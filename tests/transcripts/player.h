#pragma once

#include <map>
#include <string>

#include "stage.h"

namespace callgate::test {

// Plays the steps of one case on its stage, in order, until one fails.
class Player {
 public:
  Player(const Case& a_case, const Options& options, Stage& stage)
      : case_(a_case), options_(options), stage_(stage) {}

  // Empty when the case holds; otherwise a report that names file, line, case and step, and says what was
  // expected, what came, and what the program logged last.
  std::string play();

 private:
  using Verb = std::string (Player::*)(const Json& step);  // the problem, or empty
  static const std::map<std::string, Verb>& verbs();
  static const std::map<std::string, Verb>& server_verbs();

  std::string play_step(const Step& step);
  std::string finish();
  std::string report(int line, const std::string& where, const std::string& problem) const;

  void send(Json message);
  std::string take_host_line(const Json& pattern, std::string& line);
  std::string check(const Json& pattern, const Json& step, const std::string& line);
  std::string barrier();
  bool round_trip_of(const std::string& id);

  std::string host(const Json&);
  std::string modern(const Json&);
  std::string raw(const Json&);
  std::string raw_hex(const Json&);
  std::string bytes(const Json&);
  std::string big(const Json&);
  std::string open(const Json&);
  std::string expect(const Json&);
  std::string expect_any(const Json&);
  std::string expect_raw(const Json&);
  std::string silent(const Json&);
  std::string close(const Json&);
  std::string signal(const Json&);
  std::string exit(const Json&);
  std::string cli(const Json&);
  std::string restart(const Json&);
  std::string log(const Json&);
  std::string gone(const Json&);
  std::string advance(const Json&);
  std::string server(const Json&);
  std::string server_sends(const Json&);
  std::string server_sends_raw(const Json&);
  std::string server_does(const Json&);
  std::string server_received(const Json&);
  std::string server_started(const Json&);
  std::string server_starts(const Json&);
  std::string server_died(const Json&);

  const Case& case_;
  const Options& options_;
  Stage& stage_;
  Json variables_ = Json::object();
  std::deque<std::string> aside_;  // list_changed lines that no step has asked for yet
  std::size_t log_read_ = 0;
  int syncs_ = 0;
  bool exited_ = false;
};

}  // namespace callgate::test
