#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "line_buffer.h"

namespace callgate::test {

struct Launch {
  std::vector<std::string> command;  // the program by absolute path, then its arguments
  std::map<std::string, std::string> environment;
  std::string directory;
};

// A child with three pipes. Nothing here blocks: writes are queued, and `flush` sends what fits.
class Process {
 public:
  Process() = default;
  Process(const Process&) = delete;
  ~Process();  // kills what still runs and reaps it

  bool start(const Launch& launch);
  void send(std::string_view bytes) { unsent_ += bytes; }
  void flush();
  void close_input() { closing_ = true; }
  void signal(int number) const;

  // The status in the form of a shell: the code, or 128 + the signal. Empty while it runs.
  std::optional<int> exit_code();

  bool wants_to_write() const { return in_ >= 0 && !unsent_.empty(); }
  int in() const { return in_; }
  int out() const { return out_; }
  int err() const { return err_; }
  void read_out(std::vector<std::string>& lines);
  void read_err(std::vector<std::string>& lines);

 private:
  pid_t pid_ = -1;
  int in_ = -1, out_ = -1, err_ = -1;
  bool closing_ = false;
  std::string unsent_;
  LineBuffer out_lines_, err_lines_;
  std::optional<int> status_;
};

}  // namespace callgate::test
