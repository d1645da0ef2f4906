// What servers say unasked: their questions to the user, their log, their updates. Tied to the host by renamed ids.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/rpc/message.h"
#include "upstreams/upstream.h"

namespace callgate {

class Session;

class Relay {
 public:
  explicit Relay(Session& session);
  ~Relay();

  // A request or notification of a server's.
  void hear(Upstream& upstream, const rpc::Message& message);
  // The host has finished its handshake: what waited for that goes out.
  void host_ready();
  // The server is gone: its questions to the host are withdrawn.
  void withdraw(Upstream& upstream);

 private:
  class Question;
  void request(Upstream& upstream, const rpc::Message& message);
  void question(Upstream& upstream, const rpc::Message& message);
  void ask_legacy_host(Upstream& upstream, const rpc::Message& message);
  void log_message(Upstream& upstream, const rpc::Message& message);
  void cancel_question(Upstream& upstream, const rpc::Message& message);

  Session& session_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Question>> questions_;
  struct Waiting {
    std::size_t upstream;
    rpc::Message message;
  };
  std::vector<Waiting> waiting_;
};

}  // namespace callgate
