// What servers say unasked: their questions to the user, their log, their updates. Tied to the host by
// renamed ids.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/rpc/message.h"
#include "upstreams/task.h"
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
  // A server's error -32042 (its raw `error` object): the host will visit these URLs.
  void saw_urls(Upstream& upstream, std::string_view error);
  // The server is gone: its questions to the host are withdrawn.
  void withdraw(Upstream& upstream);

 private:
  class Question;
  void request(Upstream& upstream, const rpc::Message& message);
  void question(Upstream& upstream, const rpc::Message& message);
  // Puts it to whoever can be asked, once the policy and a person have agreed.
  Flow wait_for_leave(Upstream& upstream, rpc::Message message);
  void put(Upstream& upstream, const rpc::Message& message);
  void ask_legacy_host(Upstream& upstream, const rpc::Message& message);
  void show_url(Upstream& upstream, std::string_view elicitation);
  void complete_url(Upstream& upstream, const rpc::Message& message);
  void log_message(Upstream& upstream, const rpc::Message& message);
  void cancel_question(Upstream& upstream, const rpc::Message& message);

  Session& session_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Question>> questions_;
  struct Waiting {
    std::size_t upstream;
    rpc::Message message;
  };
  std::vector<Waiting> waiting_;
  // Questions that a person has to agree to; withdrawn ones are marked and left to their flow.
  struct Undecided {
    std::size_t upstream;
    std::string id;  // raw
    bool withdrawn = false;
  };
  std::list<Undecided> undecided_;
  // Which elicitationIds the host was shown by which server; only those may be completed, by that server.
  std::set<std::pair<std::size_t, std::string>> shown_urls_;
};

}  // namespace callgate
