#pragma once

#include <memory>
#include <string>
#include <vector>

#include "line_buffer.h"
#include "server_link.h"

namespace callgate::test {

// The link to a server in a process of its own: a listening socket, and one connection for each run.
class SocketLink final : public ServerLink {
 public:
  using ServerLink::ServerLink;
  ~SocketLink() override;

  bool listen(const std::string& socket_path);
  int listener() const { return listener_; }
  std::vector<int> open_connections() const;

  void accept_one();
  // Takes what has come on this connection; its end means that the process and all it left behind are gone.
  void read(int fd);
  bool command(const std::string& line) override;

 private:
  struct Connection {
    int fd = -1;
    LineBuffer lines;
  };
  int listener_ = -1;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace callgate::test
