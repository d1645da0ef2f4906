// The host's side: what it declared, what it asks, and the table that says who answers.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/mcp/adapt.h"
#include "core/mcp/catalog.h"
#include "core/mcp/envelope.h"
#include "gateway/request.h"
#include "upstreams/fleet.h"
#include "upstreams/pipe.h"

namespace callgate {

class CallDesk;
class Relay;
class Roster;
class Notices;
class Subscriptions;
class Held;
class GuardWorld;
class Workspace;
struct Config;

// What a legacy host settled with `initialize`. A modern host settles nothing: each of its requests stands
// alone.
struct LegacyHost {
  mcp::Revision revision = mcp::kNewestLegacy;
  std::string client_info, capabilities;  // raw JSON objects
  bool initialized = false;               // it has sent notifications/initialized
  int log_level = 0;                      // of logging/setLevel; 0 (debug) until it is set
  std::string log_level_literal;          // raw, empty until it is set
};

// Everything that the flows of requests share. One per gateway, on the event loop.
class Session final : private LineReader::Sink, private Outbox::Watcher {
 public:
  struct Parts {
    boost::asio::io_context& loop;
    Turns& turns;
    Log& log;
    const Clock& clock;
    const Config& config;
    mcp::Catalog& catalog;
    Fleet& fleet;
    CallDesk& desk;
    std::string secret;  // seals what travels to the host and back
    Roster& roster;
    GuardWorld& world;
    // The host has gone: stop everything.
    std::function<void()> over;
  };
  // Takes ownership of both descriptors, which must be non-blocking.
  Session(Parts parts, int input, int output);
  ~Session();
  void start();
  // No more is read from the host or written to it once what is queued has left.
  void close();

  // Answers. Each takes the request out of the table; a cancelled request is answered by silence.
  void reply(HostRequest& request, const rpc::Draft& line) { put(request, &line, {}); }
  void reply_result(HostRequest& request, std::string_view result);  // raw; must already suit the host's era
  void reply_error(HostRequest& request, int code, std::string_view message, std::string_view data = {});
  // An upstream's answer with the host's id, adapted to its revision.
  void forward(HostRequest& request, const rpc::Message& answer, const mcp::Adaptation& adaptation);

  // Unasked messages to the host.
  void notify(std::string_view method, std::string_view params = {});
  void post(const rpc::Draft& line);
  // Requests to a legacy host; our ids. Errors: gone.
  Result<std::uint64_t> ask_host(rpc::Draft draft, Asker& asker);
  void cancel_host_ask(std::uint64_t id, std::string_view reason);

  // Exchanges that want to hear of progress keep-alives or questions of their server.
  void enlist(Exchange& exchange);
  void dismiss(Exchange& exchange);
  const std::vector<Exchange*>& exchanges() const { return exchanges_; }

  std::optional<LegacyHost>& legacy() { return legacy_; }
  // Shows what the servers listed when they were last told the same; once, before they start.
  void recall(const mcp::Declaration& declaration);
  // Lists that have come in but are not merged yet are merged now.
  void freshen();
  // Starts the servers on behalf of whoever spoke first; later calls do nothing.
  void begin(const mcp::Declaration& declaration);
  // What was cancelled: a request in flight; nothing if it is answered or unknown.
  RequestPtr in_flight(std::string_view raw_id) const;
  // What this request's host lets servers ask: raw client capabilities.
  std::string_view capabilities_of(const HostRequest& request) const;
  // What the host calls itself, for the ledger.
  const std::string& host_name() const { return host_name_; }
  // Waits for servers of which nothing is known yet, at most ten seconds.
  Task<void> lists_known();
  // Waits until every server's lists are known or have failed, within the limit for a list.
  Task<void> lists_ready(mcp::ListKind kind);
  // True while a server is starting of which nothing is known yet.
  bool lists_pending() const;
  // True once every server's first start and listing is over, whatever came of it.
  bool lists_settled() const;
  // One merged list as this host sees it.
  std::vector<std::string> items(mcp::ListKind kind) const;
  // True if some server has, or may turn out to have, the capability.
  bool offers(std::string_view capability) const;
  // What goes before a text that asks the user something: which server asks. Empty for a server without a
  // name.
  std::string label(std::size_t server) const;
  bool labels() const;

  boost::asio::io_context& loop() { return parts_.loop; }
  Turns& turns() { return parts_.turns; }
  Log& log() { return parts_.log; }
  const Clock& clock() const { return parts_.clock; }
  const Config& config() const { return parts_.config; }
  mcp::Catalog& catalog() { return parts_.catalog; }
  Fleet& fleet() { return parts_.fleet; }
  CallDesk& desk() { return parts_.desk; }
  Notices& notices() { return *notices_; }
  Subscriptions& subscriptions() { return *subscriptions_; }
  Held& held() { return *held_; }
  Relay& relay() { return *relay_; }
  Workspace& workspace() { return *workspace_; }
  std::size_t requests_in_flight() const { return requests_.size(); }

 private:
  void line(const rpc::Line& line) override;
  void ended(const Error& error) override;
  void unwritable(const Error& error) override;
  void drained() override;
  void read(const rpc::Reading& reading, const std::shared_ptr<Batch>& batch);
  void read_batch(const Bytes& line);
  void add_to_batch(Batch& batch, std::string_view answer);
  void refuse_line(const rpc::Fault& fault, const std::shared_ptr<Batch>& batch);
  void request(const rpc::Message& message, const std::shared_ptr<Batch>& batch);
  void notification(const rpc::Message& message);
  void answer(const rpc::Message& message);
  bool fit_to_answer(HostRequest& request);
  void put(HostRequest& request, const rpc::Draft* draft, std::string_view text);
  void throttle();
  void keep_alive();

  Parts parts_;
  std::shared_ptr<Outbox> outbox_;
  std::shared_ptr<LineReader> reader_;
  std::optional<LegacyHost> legacy_;
  boost::unordered_flat_map<std::string_view, RequestPtr, IdHash> requests_;  // by views of their keys
  Pending asked_;                                                             // of the host by us
  std::vector<Exchange*> exchanges_;
  Timer keep_alive_timer_, start_timer_;
  bool begun_ = false, keeping_alive_ = false, throttled_ = false;
  std::unique_ptr<Notices> notices_;
  std::unique_ptr<Subscriptions> subscriptions_;
  std::unique_ptr<Held> held_;
  std::unique_ptr<Relay> relay_;
  std::unique_ptr<Workspace> workspace_;
  std::vector<bool> remembered_;  // servers whose lists are known from an earlier run
  std::string host_name_;
  std::string recalled_;  // the capabilities for which lists were recalled
};

}  // namespace callgate
