#pragma once

#include "process.h"
#include "socket_link.h"
#include "stage.h"

namespace callgate::test {

// The built program over real pipes, each scripted server in a process of its own. Everything waits by poll.
class PipeStage final : public Stage {
 public:
  PipeStage(const Case& a_case, const Options& options);
  ~PipeStage() override;

  std::string start() override;
  std::string run_command(const std::vector<std::string>& arguments, const std::string& input,
                          std::string& out, std::string& err, int& exit_code) override;
  void send(std::string_view bytes) override { program_->send(bytes); }
  void close_input() override { program_->close_input(); }
  bool takes_input() const override { return program_->in() >= 0; }
  bool output_ended() const override { return program_->out() < 0; }
  void signal(int number) override { program_->signal(number); }
  std::optional<int> exit_code() override { return program_->exit_code(); }
  std::string advance(std::chrono::milliseconds) override { return "nobody moves the machine's clock"; }

 private:
  std::unique_ptr<ServerLink> make_link(const std::string& name) override;
  Instant now() const override { return Instant::clock::now(); }
  bool turn_before(Instant deadline) override;

  std::unique_ptr<Process> program_;
  std::vector<SocketLink*> sockets_;  // the links
};

}  // namespace callgate::test
