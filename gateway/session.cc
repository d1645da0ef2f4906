#include "gateway/session.h"

#include <algorithm>

#include "core/json/view.h"
#include "core/mcp/adapt.h"
#include "core/mcp/methods.h"
#include "gateway/config.h"
#include "gateway/exchange.h"
#include "gateway/flows.h"
#include "gateway/held.h"
#include "gateway/notices.h"
#include "gateway/questions.h"
#include "gateway/relay.h"
#include "gateway/roster.h"
#include "gateway/subscriptions.h"
#include "gateway/workspace.h"

namespace callgate {
namespace {

namespace code = mcp::code;
using mcp::Revision;

constexpr std::size_t kMaxLine = 64u << 20;
constexpr std::size_t kHostOutbox = 32u << 20;
constexpr Millis kKeepAliveTick{1000};
constexpr Millis kStartDelay{30};
constexpr Millis kFirstStartDelay{1};  // for the host to read its answer before starting takes the processor

std::string supported_data(std::string_view requested) {
  return "{\"supported\":[\"" + std::string(mcp::to_string(mcp::kModern)) +
         "\"],\"requested\":" + std::string(requested) + "}";
}

}  // namespace

Session::Session(Parts parts, int input, int output)
    : parts_(std::move(parts)),
      outbox_(std::make_shared<Outbox>(parts_.loop, parts_.turns, output,
                                       static_cast<Outbox::Watcher&>(*this), kHostOutbox)),
      reader_(std::make_shared<LineReader>(parts_.loop, parts_.turns, input,
                                           static_cast<LineReader::Sink&>(*this), kMaxLine)),
      keep_alive_timer_(parts_.loop),
      start_timer_(parts_.loop),
      notices_(std::make_unique<Notices>(*this)),
      subscriptions_(std::make_unique<Subscriptions>(*this)),
      held_(std::make_unique<Held>(parts_.secret, parts_.clock)),
      relay_(std::make_unique<Relay>(*this)),
      workspace_(std::make_unique<Workspace>(*this, parts_.world)) {}

Session::~Session() {
  reader_->close();
  outbox_->close();
}

void Session::start() {
  reader_->start();
}

void Session::close() {
  reader_->close();
  keep_alive_timer_.cancel();
  start_timer_.cancel();
  notices_->stop();
}

// ---- lines from the host

void Session::line(const rpc::Line& line) {
  if (line.too_long) {
    const rpc::Fault fault{
        code::invalid_request,
        "the line has " + std::to_string(line.length) + " bytes; the limit is " + std::to_string(kMaxLine),
        line.scanned.id};
    return refuse_line(fault, nullptr);
  }
  const rpc::Reading reading = rpc::read(line.bytes, line.scanned);
  if (reading.batch) return read_batch(line.bytes);
  if (reading.fault.code && !line.scanned.parts.method) {
    // A refused answer to a question of ours must not leave its asker waiting.
    const auto id = Pending::parse(reading.fault.id);
    if (Asker* asker = id ? asked_.take(*id) : nullptr) {
      return asker->answered(
          Error{Errc::refused, "the host's answer was refused: " + reading.fault.reason, {}});
    }
  }
  read(reading, nullptr);
}

void Session::read_batch(const Bytes& line) {
  // MCP 2025-03-26, basic#batching; no other revision has batches.
  if (!legacy_ || legacy_->revision != Revision::v2025_03_26) {
    return refuse_line({code::invalid_request, "batches are part of protocol version 2025-03-26 only", {}},
                       nullptr);
  }
  std::vector<rpc::Reading> readings = rpc::split(line);
  if (readings.empty()) return refuse_line({code::invalid_request, "the batch is empty", {}}, nullptr);
  auto batch = std::make_shared<Batch>();
  // One more than there are requests, so that nothing leaves before the last one has been read.
  batch->left = 1;
  for (const rpc::Reading& reading : readings) {
    if (reading.fault.code || reading.message.kind() == rpc::Kind::request) ++batch->left;
  }
  for (const rpc::Reading& reading : readings) read(reading, batch);
  add_to_batch(*batch, {});
}

void Session::read(const rpc::Reading& reading, const std::shared_ptr<Batch>& batch) {
  if (reading.fault.code) return refuse_line(reading.fault, batch);
  switch (reading.message.kind()) {
    case rpc::Kind::request:
      return request(reading.message, batch);
    case rpc::Kind::notification:
      return notification(reading.message);
    case rpc::Kind::result:
    case rpc::Kind::error:
      return answer(reading.message);
  }
}

void Session::refuse_line(const rpc::Fault& fault, const std::shared_ptr<Batch>& batch) {
  parts_.log.warn("refused a line of the host's: " + fault.reason);
  std::string_view id = fault.id;
  // MCP schema: the id of an error is a string or number; null is what older hosts expect where none is
  // known.
  if (id.empty() && legacy_ && legacy_->revision < Revision::v2025_11_25) id = rpc::null_id;
  const std::string line = rpc::error_line(id, fault.code, fault.reason);
  if (batch) return add_to_batch(*batch, line);
  outbox_->push(line);
}

void Session::request(const rpc::Message& message, const std::shared_ptr<Batch>& batch) {
  RequestPtr request(new HostRequest);
  request->message = message;
  request->key = rpc::id_key(message.id(), request->plain_id);
  request->batch = batch;
  if (mcp::is_modern(message)) {
    request->revision = mcp::kModern;
  } else if (legacy_) {
    request->revision = legacy_->revision;
  }
  const auto [place, fresh] = requests_.try_emplace(request->key, request);
  if (!fresh) {
    // Not answered through the table: the entry there is the first request's.
    const std::string line =
        rpc::error_line(message.id(), code::invalid_request, "this id is still in flight");
    if (batch) return add_to_batch(*batch, line);
    return outbox_->push(line);
  }
  if (!fit_to_answer(*request)) return;
  const Route* route = route_of(message.method());
  const bool served =
      route && (route->era == Route::For::both || (route->era == Route::For::modern) == request->modern());
  if (!served) {
    return reply_error(*request, code::method_not_found,
                       "no method " + std::string(message.text(message.parts().method)));
  }
  if (route->serve != serve_initialize && route->serve != serve_discover) freshen();
  route->serve(*this, request);
}

bool Session::fit_to_answer(HostRequest& request) {
  const rpc::Message& message = request.message;
  const json::Envelope& parts = message.parts();
  if (request.modern()) {
    const std::string_view version = message.text(parts.protocol_version);
    if (!json::equals(version, mcp::to_string(mcp::kModern))) {
      const bool name = json::type_of(version) == json::Type::string;
      reply_error(request, name ? code::unsupported_version : code::invalid_params,
                  "Unsupported protocol version", name ? supported_data(version) : std::string());
      return false;
    }
    if (json::type_of(message.text(parts.client_capabilities)) == json::Type::object) return true;
    reply_error(request, code::invalid_params,
                "params._meta lacks the object \"" + std::string(mcp::kMetaClientCapabilities) + "\"");
    return false;
  }
  const std::string_view method = message.method();
  if (legacy_ || method == mcp::method::initialize || method == mcp::method::ping) return true;
  reply_error(request, code::invalid_params,
              "before initialize, every request needs params._meta with \"" + std::string(mcp::kMetaVersion) +
                  "\" and \"" + std::string(mcp::kMetaClientCapabilities) + "\"");
  return false;
}

void Session::notification(const rpc::Message& message) {
  const std::string_view method = message.method();
  if (method == mcp::method::cancelled) return hear_cancelled(*this, message);
  if (method == mcp::method::initialized) return hear_initialized(*this, message);
  if (method == mcp::method::roots_changed) return hear_roots_changed(*this, message);
  if (method == mcp::method::progress) {
    const auto token = Pending::parse(message.text(message.parts().progress_token));
    if (Asker* asker = token ? asked_.find(*token) : nullptr) asker->progressed(message);
    return;
  }
  parts_.log.debug("ignored the host's notification " + std::string(method));
}

void Session::answer(const rpc::Message& message) {
  const auto id = Pending::parse(message.id());
  if (Asker* asker = id ? asked_.take(*id) : nullptr) return asker->answered(message);
  parts_.log.debug("ignored an answer of the host's with id " + std::string(message.id()) +
                   ", which was not asked");
}

void Session::ended(const Error& error) {
  if (!error.what.empty()) parts_.log.warn("reading from the host failed: " + error.what);
  reader_->close();
  parts_.over();
}

void Session::unwritable(const Error& error) {
  parts_.log.warn("the host no longer reads: " + error.what);
  parts_.over();
}

void Session::throttle() {
  if (throttled_ || outbox_->room()) return;
  throttled_ = true;
  reader_->pause(true);
  parts_.fleet.pause(true);
}

void Session::drained() {
  if (!throttled_) return;
  throttled_ = false;
  reader_->pause(false);
  parts_.fleet.pause(false);
}

// ---- answers

void Session::add_to_batch(Batch& batch, std::string_view answer) {
  if (!answer.empty()) {
    if (!batch.answers.empty()) batch.answers += ',';
    batch.answers += answer;
  }
  if (--batch.left > 0 || batch.answers.empty()) return;
  outbox_->push("[" + batch.answers + "]");
}

void Session::put(HostRequest& request, const rpc::Draft* draft, std::string_view text) {
  if (request.answered) return;
  request.answered = true;
  const std::shared_ptr<Batch> batch = request.batch;
  const bool cancelled = request.cancelled;
  const auto entry = requests_.find(request.key);
  RequestPtr keep;  // the table may be the last owner of `request`
  if (entry != requests_.end()) {
    keep = std::move(entry->second);
    requests_.erase(entry);
  }
  if (batch) {
    std::string line;
    if (!cancelled) line = draft ? json::apply(draft->line.view(), draft->edits) : std::string(text);
    return add_to_batch(*batch, line);
  }
  if (cancelled) return;
  if (draft) {
    outbox_->push(*draft);
  } else {
    outbox_->push(text);
  }
  throttle();
}

void Session::reply_result(HostRequest& request, std::string_view result) {
  put(request, nullptr, rpc::result_line(request.id(), result));
}

void Session::reply_error(HostRequest& request, int code, std::string_view message, std::string_view data) {
  put(request, nullptr, rpc::error_line(request.id(), code, message, data));
}

void Session::forward(HostRequest& request, const rpc::Message& answer, const mcp::Adaptation& adaptation) {
  rpc::Draft draft;
  draft.line = answer.line();
  draft.edits.push_back({answer.parts().id, std::string(request.id())});
  if (answer.kind() == rpc::Kind::result) {
    mcp::adapt_result(answer, adaptation, draft.edits);
    // What is asked on behalf of an older server has its label already.
    const bool servers_own = request.exchange && mcp::era_of(adaptation.server) == mcp::Era::modern;
    if (servers_own && json::equals(answer.text(answer.parts().result_type), "input_required")) {
      questions::label_requests(answer, label(request.exchange->upstream().index()), draft.edits);
    }
  } else {
    mcp::adapt_error(answer, adaptation, draft.edits);
  }
  json::sort(draft.edits);
  put(request, &draft, {});
}

void Session::notify(std::string_view method, std::string_view params) {
  post(rpc::notification(method, params));
}

void Session::post(const rpc::Draft& line) {
  outbox_->push(line);
  throttle();
}

Result<std::uint64_t> Session::ask_host(rpc::Draft draft, Asker& asker) {
  if (!outbox_->open()) return Error{Errc::gone, "the host is gone", {}};
  const std::uint64_t id = asked_.add(asker);
  std::string text = std::to_string(id);
  if (draft.progress_token) draft.edits.push_back({draft.progress_token, text});
  draft.edits.push_back({draft.id, std::move(text)});
  json::sort(draft.edits);
  post(draft);
  return id;
}

void Session::cancel_host_ask(std::uint64_t id, std::string_view reason) {
  if (!asked_.take(id)) return;
  notify(mcp::method::cancelled,
         "{\"requestId\":" + std::to_string(id) + ",\"reason\":" + json::quote(reason) + "}");
}

// ---- shared by the flows

RequestPtr Session::in_flight(std::string_view raw_id) const {
  std::string plain;
  const auto found = requests_.find(rpc::id_key(raw_id, plain));
  return found == requests_.end() ? RequestPtr() : found->second;
}

void Session::enlist(Exchange& exchange) {
  exchanges_.push_back(&exchange);
  if (!keeping_alive_) keep_alive();
}

void Session::dismiss(Exchange& exchange) {
  const auto found = std::find(exchanges_.begin(), exchanges_.end(), &exchange);
  if (found != exchanges_.end()) exchanges_.erase(found);
}

void Session::keep_alive() {
  keeping_alive_ = true;
  keep_alive_timer_.start(kKeepAliveTick, [this] {
    const Turns::Scope turn(parts_.turns);
    const std::vector<Exchange*> now_open = exchanges_;
    for (Exchange* exchange : now_open) {
      // One of those before it may have ended this one.
      if (std::find(exchanges_.begin(), exchanges_.end(), exchange) != exchanges_.end()) {
        exchange->keep_alive(parts_.clock.now());
      }
    }
    keeping_alive_ = false;
    if (!exchanges_.empty()) keep_alive();
  });
}

void Session::recall(const mcp::Declaration& declaration) {
  if (parts_.fleet.started() || recalled_ == declaration.capabilities) return;
  recalled_ = declaration.capabilities;
  parts_.roster.recall(parts_.fleet, declaration);
  remembered_.assign(parts_.fleet.size(), false);
  for (std::size_t server = 0; server < remembered_.size(); ++server) {
    remembered_[server] = parts_.catalog.listing(server) != nullptr;
  }
}

void Session::begin(const mcp::Declaration& declaration) {
  if (begun_) return;
  begun_ = true;
  if (host_name_.empty()) host_name_ = json::decode(json::member(declaration.client_info, "name"));
  recall(declaration);
  // The host's answer leaves first; with lists at hand its next question is answered before the servers take
  // the processor.
  const bool nothing_to_wait_for =
      std::find(remembered_.begin(), remembered_.end(), false) == remembered_.end();
  start_timer_.start(nothing_to_wait_for ? kStartDelay : kFirstStartDelay, [this, declaration] {
    const Turns::Scope turn(parts_.turns);
    parts_.fleet.start(declaration);
  });
}

void Session::freshen() {
  parts_.roster.settle();
}

std::string_view Session::capabilities_of(const HostRequest& request) const {
  if (request.modern()) return request.message.text(request.message.parts().client_capabilities);
  return legacy_ ? std::string_view(legacy_->capabilities) : std::string_view("{}");
}

bool Session::labels() const {
  return !parts_.config.unnamed;
}

std::string Session::label(std::size_t server) const {
  return labels() ? "[" + parts_.catalog.owner(server).name + "] " : std::string();
}

}  // namespace callgate
