#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "body.h"
#include "line_buffer.h"
#include "server.h"
#include "upstreams/launcher.h"

namespace callgate::test {

// A scripted server without a process, and the keeper it would have: it acts when it is given a turn, over
// pipes whose other ends the gateway holds.
class PlayedProcess final : private Body {
 public:
  // Hears what a server tells its test: a letter and a text ("The control socket" in
  // tests/servers/README.md); and '!' once the process is over.
  using Listener = std::function<void(char kind, std::string text)>;
  PlayedProcess(Script script, int run, Listener listener);

  // The gateway's ends; once.
  Child child() { return std::move(child_); }
  // What the test says; obeyed in the turns to come.
  void command(const std::string& line) { commands_.push_back(line); }
  // Reads, acts and writes, as far as that is possible now. True if anything happened.
  bool turn();
  bool over() const { return over_; }

 private:
  // Bytes on their way into a pipe. As long as they do not fit, the server stands still, as one does that
  // waits in write().
  struct Output {
    OwnedFd pipe;
    std::string bytes;
    std::size_t sent = 0;
    bool closing = false;
    bool empty() const { return sent == bytes.size(); }
    bool flush();
  };

  void write(int stream, std::string_view bytes) override;
  void close(int stream) override;
  void received(std::string_view line) override { listener_('R', std::string(line)); }
  void note(char kind, std::string_view text) override { listener_(kind, std::string(text)); }
  bool leave_process(const std::string&, bool) override { return false; }
  void ignore_signals() override { deaf_ = true; }
  void exit(int status) override;
  void raise(int signal) override;
  bool ended() const override { return ending_; }

  bool begin();
  bool hear_gateway();
  bool read();
  bool obey(bool read_something);
  bool end();
  void report(ControlMessage::Kind kind, int value);

  Listener listener_;
  int run_;
  Child child_;
  OwnedFd input_, keeper_;
  Output output_, errors_;
  LineBuffer lines_;
  std::deque<std::string> commands_;
  ScriptedServer server_;
  ControlMessage::Kind how_{};  // it ended, and the status or signal
  int status_ = 0;
  bool begun_ = false, deaf_ = false, ending_ = false, over_ = false;
};

}  // namespace callgate::test
