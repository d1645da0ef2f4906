#pragma once

#include <string>
#include <string_view>

namespace callgate::test {

// What a scripted server acts with: a process of its own, or one that a test plays.
class Body {
 public:
  virtual ~Body() = default;

  // Everything is written in the order of the calls. `stream` is 1 or 2.
  virtual void write(int stream, std::string_view bytes) = 0;
  virtual void close(int stream) = 0;
  // A line as it came, for the test and for the record.
  virtual void received(std::string_view line) = 0;
  // Tells the test about an event: one letter, and text without newlines.
  virtual void note(char kind, std::string_view text) = 0;

  // Leaves a process behind (mischief.h); false: there is no such kind.
  virtual bool leave_process(const std::string& kind, bool hold_pipes) = 0;
  virtual void ignore_signals() = 0;
  // Ends the server. These may return; then ended() holds and nothing more is done.
  virtual void exit(int status) = 0;
  virtual void raise(int signal) = 0;
  virtual bool ended() const = 0;
};

}  // namespace callgate::test
