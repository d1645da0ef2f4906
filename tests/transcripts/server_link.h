#pragma once

#include <deque>
#include <string>
#include <vector>

namespace callgate::test {

// The test's side of one scripted server, over all the times it is started.
class ServerLink {
 public:
  explicit ServerLink(std::string name) : name_(std::move(name)) {}
  ServerLink(const ServerLink&) = delete;
  virtual ~ServerLink() = default;

  const std::string& name() const { return name_; }
  // How often it was started.
  int runs() const { return static_cast<int>(living_.size()); }
  // The run is over and all it left behind is gone.
  bool over(int run) const { return run <= runs() && !living_[static_cast<std::size_t>(run - 1)]; }
  bool gone() const;

  // Says something to the server started last ("The control socket" in tests/servers/README.md); false when
  // it is not running.
  virtual bool command(const std::string& line) = 0;

  // The `sync` command that was answered last.
  const std::string& last_sync() const { return last_sync_; }
  // Everything the server received that no step has asked for yet.
  std::deque<std::string>& received() { return received_; }
  // The process of each run and what it left behind, as far as reported; for cleaning up after a failure.
  const std::vector<int>& pids() const { return pids_; }

 protected:
  void began() { living_.push_back(true); }
  void ended(int run) { living_[static_cast<std::size_t>(run - 1)] = false; }
  // What the server tells: a letter and its text.
  void note(char kind, std::string text);

 private:
  std::string name_;
  std::vector<bool> living_;  // by run
  std::deque<std::string> received_;
  std::vector<int> pids_;
  std::string last_sync_;
};

}  // namespace callgate::test
