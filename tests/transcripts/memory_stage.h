#pragma once

#include "core/base/log.h"
#include "gateway/gateway.h"
#include "played_process.h"
#include "stage.h"

namespace callgate::test {

// The gateway, its host and its servers in one process, on one event loop, with a clock that only a step
// moves: by `advance`, or, while a step waits and nothing can happen any more, on to the moment when
// something is due. So a case takes no time, and nothing in it depends on how fast the machine is.
class MemoryStage final : public Stage, private Spawner, private Log {
 public:
  MemoryStage(const Case& a_case, const Options& options);
  ~MemoryStage() override;

  std::string start() override;
  std::string run_command(const std::vector<std::string>& arguments, const std::string& input,
                          std::string& out, std::string& err, int& exit_code) override;
  void send(std::string_view bytes) override { unsent_ += bytes; }
  void close_input() override { closing_ = true; }
  bool takes_input() const override { return static_cast<bool>(to_gateway_); }
  bool output_ended() const override { return !from_gateway_; }
  void signal(int) override {}
  std::optional<int> exit_code() override { return exit_code_; }
  std::string advance(std::chrono::milliseconds by) override;

 private:
  class Link;
  struct Life;
  std::unique_ptr<ServerLink> make_link(const std::string& name) override;
  Instant now() const override { return clock_.now(); }
  bool turn_before(Instant deadline) override;
  Result<Child> spawn(const Command& command) override;
  void write(Level level, std::string_view text) override;
  bool wants(Level level) const override { return level >= Level::info; }

  // Lets everything happen that can happen without time passing. True if anything did.
  bool settle();
  bool speak_as_host();
  bool listen_as_host();
  // Takes the clock to a moment that is not before the next timer's, and calls what is due.
  void move_to(Instant moment);

  ManualClock clock_;
  std::vector<Link*> servers_;  // the links
  std::vector<std::unique_ptr<PlayedProcess>> processes_;
  std::unique_ptr<Life> life_;
  OwnedFd to_gateway_, from_gateway_;
  std::string unsent_;
  std::size_t sent_ = 0;  // of it
  LineBuffer lines_;
  bool closing_ = false;
  std::optional<int> exit_code_;
};

}  // namespace callgate::test
