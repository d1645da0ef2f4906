// One request of the host's at one server, across both eras, until the server's final answer.
//
//                 legacy server                            modern server
//   legacy host   passed through (relay.cc)                its input_required becomes real requests to the
//   host modern host   its question becomes input_required,     passed through
//                 the call stays open, the retry answers
#pragma once

#include <deque>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "gateway/request.h"
#include "upstreams/pending.h"
#include "upstreams/task.h"
#include "upstreams/upstream.h"

namespace callgate {

class Session;

// The host no longer wants the answer, or a question to the user was never answered.
struct Cancelled {
  std::string reason;
};
// A modern host came back with what a question asked for.
struct Resumed {
  RequestPtr request;
};
// The server asks something while it works.
struct Asked {
  rpc::Message question;
};

class Exchange final : public Asker {
 public:
  Exchange(Session& session, RequestPtr request, Upstream& upstream);
  ~Exchange() override;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Sends the request and sees it through. `draft` (which must live until this is done) names the server's
  // own things (native name, adapted params) but still the host's id and token. Errors: gone, busy, timeout
  // (the server), cancelled (the host), refused (the server's answer could not be trusted).
  Task<Result<rpc::Message>> run(rpc::Draft& draft);

  // The server may take no longer than this, nor than its own limit; zero: only that one. Before run().
  void limit_time(Millis limit) { time_limit_ = limit; }
  // The server may finish what it has begun, whoever stops waiting. Before run().
  void let_run_on(bool runs_on) { runs_on_ = runs_on; }

  // Whom the final answer goes to: after a round of input_required that is the host's retry. Null if the host
  // went away while it was asked.
  HostRequest* request() { return request_.get(); }
  const RequestPtr& request_ptr() const { return request_; }
  Upstream& upstream() { return upstream_; }
  // True once the request was written to the server: from then on it may have had an effect.
  bool sent() const { return id_ != 0; }

  // The host's answer to one of the questions of a round.
  struct HostAnswered {
    std::size_t question;
    Result<rpc::Message> answer;
  };

  // Events from outside.
  void cancel(std::string reason) { events_.put(Cancelled{std::move(reason)}); }
  void resume(RequestPtr retry) { events_.put(Resumed{std::move(retry)}); }
  // False if this exchange's host cannot be asked such a thing; then the question is not taken.
  bool take_question(const rpc::Message& question);
  void keep_alive(Instant now);
  // A log message that no request wants which is open now: kept if this one's host, away with a question,
  // asked for its level (a place in mcp::log_level).
  void logged(const rpc::Message& message, int level);

 private:
  using Event = std::variant<Result<rpc::Message>, Cancelled, Resumed, Asked, HostAnswered>;
  class HostQuestion;
  void answered(Result<rpc::Message> answer) override { events_.put(std::move(answer)); }
  void progressed(const rpc::Message& progress) override;
  bool tells_when_cancelled() const override { return !runs_on_; }
  // What the host hears when it is back: between two rounds there is no request that it could belong to.
  void keep(const rpc::Message& message);
  void hand_over_kept();
  Result<void> send(rpc::Draft& draft);
  // Answers questions that can no longer be put to anybody.
  void leave_unasked(const std::vector<rpc::Message>& questions);
  // A modern host is asked by an input_required result; true when it came back and the server has its answer.
  Task<bool> put_to_modern_host(rpc::Message question);
  // A legacy host is asked at once for everything that the server's result requires; gives the retry's
  // inputResponses.
  Task<Result<std::string>> put_to_legacy_host(rpc::Message required);
  Result<void> ask_legacy_host(std::string_view requests, std::deque<HostQuestion>& questions);
  void withdraw(std::deque<HostQuestion>& questions, std::string_view reason);
  // What of a modern server's input_required may not be asked: elicitations are declined (declined_), for all
  // else there is an error.
  Task<Result<void>> seek_leave(rpc::Message required);
  // The server's last word, as this host can take it.
  Result<rpc::Message> finished(Result<rpc::Message>&& answer);
  bool upstream_may_not_elicit() const;
  Task<Result<rpc::Draft>> next_round(rpc::Message required, const rpc::Draft& first);

  Session& session_;
  RequestPtr request_;
  Upstream& upstream_;
  ConnectionPtr connection_;
  std::uint64_t id_ = 0;
  Millis time_limit_{0};
  bool runs_on_ = false;
  Mailbox<Event> events_;
  std::string capabilities_;  // of the host that was asked last, while it is away with a question
  std::optional<Result<rpc::Message>> early_;  // the answer that came while the host was being asked
  std::deque<rpc::Message> kept_;              // progress and log messages of that time
  std::size_t kept_bytes_ = 0;
  int away_log_level_ = -1;
  Instant heard_{};
  double progress_ = 0;
  unsigned keep_alives_ = 0, rounds_ = 0;
  std::set<std::string, std::less<>> declined_;  // keys of this round's inputRequests, raw
};

// A modern request that brings a state to a legacy server, which gives out none, is refused; true if it was.
bool refuse_foreign_state(Session& session, HostRequest& request, const Upstream& upstream);

// A modern host's request that brings back the state of a parked exchange is given to that one, if it repeats
// the very request that was parked. True if it was dealt with: resumed, or answered with what is wrong with
// the state or with the user's answers. False: the request goes its way.
bool resume_parked(Session& session, const RequestPtr& request);

}  // namespace callgate
