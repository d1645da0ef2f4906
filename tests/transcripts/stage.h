#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "case_file.h"
#include "server_link.h"

namespace callgate::test {

struct Options {
  std::string callgate;  // absolute paths
  std::string server;
  bool direct = false;  // play against the scripted server itself, without a gateway
  bool keep = false;    // leave the directories of the cases behind
  int deadline_ms = 10000;
};

// What one case plays on: a directory of its own (home, state, configuration), the gateway under test, and a
// link to each scripted server. Whether they are processes or objects is for those who derive from it to say.
// Everything waits for what happens; a deadline only ever fails a case.
class Stage {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  Stage(const Case& a_case, const Options& options) : case_(a_case), options_(options) {}
  Stage(const Stage&) = delete;
  virtual ~Stage();

  // Writes the files of the case and starts the gateway. Returns what went wrong, or an empty string.
  std::string set_up();
  // Starts the gateway once more with the same directory.
  virtual std::string start() = 0;
  // Runs another command of the program beside it, to its end.
  virtual std::string run_command(const std::vector<std::string>& arguments, const std::string& input,
                                  std::string& out, std::string& err, int& exit_code) = 0;

  // The host's side of the gateway.
  virtual void send(std::string_view bytes) = 0;
  virtual void close_input() = 0;
  virtual bool takes_input() const = 0;
  virtual bool output_ended() const = 0;
  virtual void signal(int number) = 0;
  // The status in the form of a shell: the code, or 128 + the signal. Empty while it runs.
  virtual std::optional<int> exit_code() = 0;

  // Turns the crank until `done` holds; false once the deadline has passed.
  template <class Done>
  bool wait(Done done) {
    const Instant deadline = now() + std::chrono::milliseconds(options_.deadline_ms);
    while (!done()) {
      if (!turn_before(deadline)) return false;
    }
    return true;
  }
  // Lets everything happen that happens within this time. Only where the clock is moved by hand.
  virtual std::string advance(std::chrono::milliseconds by) = 0;

  ServerLink* link(const std::string& name);
  const std::vector<std::unique_ptr<ServerLink>>& links() const { return links_; }
  std::deque<std::string>& host_lines() { return host_lines_; }
  const std::vector<std::string>& log() const { return log_; }
  const Json& variables() const { return variables_; }

 protected:
  // Null if it cannot be made.
  virtual std::unique_ptr<ServerLink> make_link(const std::string& name) = 0;
  virtual Instant now() const = 0;
  // Lets something happen, or waits for it; false once the deadline has passed.
  virtual bool turn_before(Instant deadline) = 0;

  const std::string& directory() const { return directory_; }
  // The program and its words, and the variables it is started with, its working directory being work/.
  std::vector<std::string> command_line() const;
  std::map<std::string, std::string> environment() const;

  const Case& case_;
  const Options& options_;
  std::vector<std::unique_ptr<ServerLink>> links_;
  std::deque<std::string> host_lines_;
  std::vector<std::string> log_;

 private:
  Json configuration() const;
  Json server_entry(const std::string& name) const;
  std::string write_files() const;

  std::string directory_;
  Json variables_ = Json::object();
};

}  // namespace callgate::test
