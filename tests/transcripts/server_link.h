#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "process.h"

namespace callgate {

// The test's side of one scripted server: a listening socket, and one connection for each time it was
// started.
class ServerLink {
 public:
  explicit ServerLink(std::string name) : name_(std::move(name)) {}
  ServerLink(const ServerLink&) = delete;
  ~ServerLink();

  bool listen(const std::string& socket_path);

  const std::string& name() const { return name_; }
  int listener() const { return listener_; }
  std::vector<int> open_connections() const;

  void accept_one();
  // Takes what has come on this connection; its end means that the process and all it left behind are gone.
  void read(int fd);
  // Says something to the server started last; false when none is connected.
  bool command(const std::string& line);

  int runs() const { return static_cast<int>(connections_.size()); }
  bool over(int run) const {
    return run <= runs() && connections_[static_cast<std::size_t>(run - 1)]->fd < 0;
  }
  bool gone() const { return open_connections().empty(); }
  // The `sync` commands that have been answered, newest last.
  const std::string& last_sync() const { return last_sync_; }
  // Everything the server received that no step has asked for yet.
  std::deque<std::string>& received() { return received_; }
  // The process of the run and what it left behind, as far as reported; for cleaning up after a failure.
  const std::vector<int>& pids() const { return pids_; }

 private:
  struct Connection {
    int fd = -1;
    LineBuffer lines;
  };
  void note(const std::string& line);

  std::string name_;
  int listener_ = -1;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::deque<std::string> received_;
  std::vector<int> pids_;
  std::string last_sync_;
};

}  // namespace callgate
