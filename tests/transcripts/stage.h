#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <string>

#include "case_file.h"
#include "process.h"
#include "server_link.h"

namespace callgate {

struct Options {
  std::string callgate;  // absolute paths
  std::string server;
  bool direct = false;  // play against the scripted server itself, without a gateway
  bool keep = false;    // leave the directories of the cases behind
  int deadline_ms = 10000;
};

// What one case plays on: a directory of its own (home, state, configuration), the program under test, and a
// link to each scripted server. Everything waits by poll; a deadline only ever fails a case.
class Stage {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  Stage(const Case& a_case, const Options& options);
  ~Stage();

  // Writes the files of the case and starts the program. Returns what went wrong, or an empty string.
  std::string set_up();
  // Starts the program once more with the same directory.
  std::string start();
  // Runs another command of the program beside it, to its end.
  std::string run_command(const std::vector<std::string>& arguments, const std::string& input,
                          std::string& out, std::string& err, int& exit_code);

  // Turns the crank until `done` holds; false once the deadline has passed.
  template <class Done>
  bool wait(Done done) {
    const Instant deadline = Instant::clock::now() + std::chrono::milliseconds(options_.deadline_ms);
    while (!done()) {
      if (!turn_before(deadline)) return false;
    }
    return true;
  }

  Process& program() { return *program_; }
  ServerLink* link(const std::string& name);
  const std::vector<std::unique_ptr<ServerLink>>& links() const { return links_; }
  std::deque<std::string>& host_lines() { return host_lines_; }
  const std::vector<std::string>& log() const { return log_; }
  const Json& variables() const { return variables_; }
  bool output_ended() const { return program_->out() < 0; }

 private:
  Json configuration() const;
  Json server_entry(const std::string& name) const;
  std::vector<std::string> command_line() const;
  std::map<std::string, std::string> environment() const;
  std::string write_files() const;
  bool turn_before(Instant deadline);

  const Case& case_;
  const Options& options_;
  std::string directory_;
  Json variables_ = Json::object();
  std::unique_ptr<Process> program_;
  std::vector<std::unique_ptr<ServerLink>> links_;
  std::deque<std::string> host_lines_;
  std::vector<std::string> log_;
};

}  // namespace callgate
