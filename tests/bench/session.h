// One host's end of an MCP session on stdio with a program that was started for it.
// The first thing that goes wrong (no start, no answer in time, a closed pipe, a wrong answer) is the
// session's fault: it is kept, and from then on every operation returns false at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "line_buffer.h"
#include "process.h"

namespace callgate::bench {

class Session {
 public:
  // Starts the command; its stderr is added to the file.
  Session(const std::vector<std::string>& command, std::string stderr_file);
  // Ends the program if it still runs: closes its stdin, and kills it if that is not enough.
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  bool ok() const { return fault_.empty(); }
  const std::string& fault() const { return fault_; }
  // Records the fault, with the last line of the program's stderr; always false.
  bool fail(std::string what);

  pid_t pid() const { return child_.pid; }
  Instant started() const { return child_.started; }
  // A number that no request of this session had before.
  std::uint64_t next_id() { return ++last_id_; }

  // The handshake. `answered` is when the answer to initialize had arrived.
  bool initialize(Instant& answered);
  // Sends one request line (with its newline) and waits for the next line that is no notification.
  // The answer lives until the next call of ask() or receive().
  bool ask(std::string_view request, std::string_view& answer);
  // When the last byte of that answer had been read.
  Instant arrived() const { return arrived_; }

  // For many requests in flight: queue() and flush() never block, wait() returns when bytes can move or have
  // moved.
  void queue(std::string_view bytes) { unsent_.append(bytes); }
  bool flush();
  bool wait();
  bool receive();
  std::optional<std::string_view> next_line() { return lines_.next_line(); }

  // Closes the program's stdin.
  void close_input();
  // Waits for its end; false if it is still running after `limit`.
  bool wait_end(Millis limit);

 private:
  bool in_time();

  Child child_;
  std::string stderr_file_, fault_, unsent_;
  std::size_t sent_ = 0;
  LineBuffer lines_;
  std::uint64_t last_id_ = 0;
  Instant deadline_, arrived_;
};

// A blocked read is interrupted once a second, so that a silent peer is noticed without a poll before every
// read.
void interrupt_blocked_reads();

}  // namespace callgate::bench
