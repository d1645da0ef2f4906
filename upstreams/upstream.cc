#include "upstreams/upstream.h"

#include <algorithm>
#include <random>

#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "upstreams/environment.h"
#include "upstreams/handshake.h"

namespace callgate {
namespace {

using mcp::Era;
using mcp::ListKind;

// A server that knows server/discover answers it at once; many that do not stay silent.
// MCP 2026-07-28, basic/lifecycle: fall back after a short wait, on a fresh process.
constexpr Millis kProbe{1500};
// Servers announce one change many times over (the SDK's example server five to eight times).
constexpr Millis kQuiet{50};
constexpr Millis kEofGrace{500}, kTermGrace{600};
constexpr Millis kListLimit{30'000};

std::uint64_t random_seed(std::size_t index) {
  return (std::uint64_t{std::random_device{}()} << 16) + index + 1;
}

std::optional<ListKind> changed_list(std::string_view method) {
  if (method == mcp::method::tools_changed) return ListKind::tools;
  if (method == mcp::method::prompts_changed) return ListKind::prompts;
  if (method == mcp::method::resources_changed) return ListKind::resources;
  return std::nullopt;
}

}  // namespace

Upstream::Upstream(Ground& ground, Server server, std::size_t index, Watcher& watcher)
    : ground_(ground),
      server_(std::move(server)),
      index_(index),
      watcher_(watcher),
      backoff_(random_seed(index)),
      timer_(ground.loop) {}

void Upstream::start(const mcp::Declaration& declaration) {
  if (state_ != State::idle) return;
  declaration_ = declaration;
  spawn(life());
}

Task<void> Upstream::life() {
  if (!server_.problem.empty()) {
    fall(server_.problem);
    retry_at_ = Instant::max();
    co_return;
  }
  while (!stopping_) {
    state_ = State::starting;
    const Instant started = ground_.clock.now();
    ++starts_;
    Opened opened = co_await open();
    if (opened) {
      auto listing = std::make_shared<mcp::Listing>();
      listing->facts = *opened;
      // Until the lists have come, what it listed before it fell stands.
      if (listing_) listing->items = listing_->items;
      listing_ = std::move(listing);
      state_ = State::ready;
      reason_.clear();
      watcher_.ready(*this);
      wake_waiters();
      const auto ended = ended_;
      co_await list_all();
      Error end = co_await ended->wait();
      fall(end.what);
    } else {
      const std::string why = opened.error().what;
      co_await end_process();
      fall(why);
    }
    if (stopping_) break;
    const Millis pause = backoff_.after_fall(started, ground_.clock.now());
    retry_at_ = ground_.clock.now() + pause;
    co_await nap(pause);
  }
}

void Upstream::fall(std::string reason) {
  reason_ = std::move(reason);
  state_ = stopping_ ? State::stopped : State::down;
  if (connection_ && !connection_->last_errors().empty()) {
    reason_ += "; its last words: " + connection_->last_errors().back();
  }
  if (!stopping_) ground_.log.error("[" + server_.name + "] " + reason_);
  connection_.reset();
  settled_ = true;
  watcher_.fell(*this);
  wake_waiters();
}

void Upstream::wake_waiters() {
  for (OneShot<bool>* waiter : std::exchange(waiters_, {})) waiter->set(true);
  if (!settled_) return;
  for (OneShot<bool>* waiter : std::exchange(settle_waiters_, {})) waiter->set(true);
}

Task<void> Upstream::nap(Millis length) {
  OneShot<bool> over;
  nap_ = &over;
  timer_.start(length, [this] { std::exchange(nap_, nullptr)->set(true); });
  co_await over.wait();
}

void Upstream::restart() {
  if (nap_) {
    timer_.cancel();
    std::exchange(nap_, nullptr)->set(true);
  } else if (connection_) {
    spawn(end_process());
  }
}

Task<void> Upstream::stop() {
  stopping_ = true;
  if (nap_) {
    timer_.cancel();
    std::exchange(nap_, nullptr)->set(true);
  }
  co_await end_process();
  state_ = State::stopped;
  settled_ = true;
  wake_waiters();
}

Task<void> Upstream::end_process() {
  if (!connection_) co_return;
  const ConnectionPtr connection = connection_;
  co_await connection->stop(kEofGrace, kTermGrace);
}

Result<void> Upstream::launch() {
  const auto path = server_.env.find("PATH");
  const std::string& search = path != server_.env.end() ? path->second : ground_.environment["PATH"];
  const auto program = find_program(server_.argv.front(), search, server_.cwd);
  if (!program) return program.error();
  Command command;
  command.argv = server_.argv;
  command.argv.front() = *program;
  command.env = child_environment(ground_.environment, server_.env, {});
  command.cwd = server_.cwd;
  auto child = ground_.launcher.spawn(command);
  if (!child) return child.error();
  ended_ = std::make_shared<OneShot<Error>>();
  connection_ = Connection::open(ground_.loop, ground_.turns, ground_.log, server_.name, std::move(*child),
                                 command, *this, ground_.limits);
  return {};
}

Task<Upstream::Opened> Upstream::open() {
  const Instant deadline = ground_.clock.now() + server_.start_timeout;
  if (auto launched = launch(); !launched) co_return launched.error();
  std::optional<Era> only = server_.era;
  if (!only) only = ground_.eras.only(server_);
  const Era first = only.value_or(declaration_.host_era);
  if (first == Era::modern) {
    Opened opened = co_await open_modern_first(deadline, !only);
    co_return opened;
  }
  Opened opened = co_await open_legacy_first(deadline, !only);
  co_return opened;
}

Task<Upstream::Opened> Upstream::open_modern_first(Instant deadline, bool may_fall_back) {
  const Instant limit = may_fall_back ? std::min(deadline, ground_.clock.now() + kProbe) : deadline;
  Opened opened = co_await discover(connection_, declaration_, limit);
  if (opened || !may_fall_back || stopping_) co_return opened;
  const bool same_process = opened.error().code == Errc::not_found && connection_->alive();
  if (!same_process) {
    connection_->abandon();
    co_await end_process();
    if (auto launched = launch(); !launched) co_return launched.error();
  }
  Opened legacy = co_await initialize(connection_, declaration_, deadline);
  if (legacy && !same_process) ground_.eras.remember(server_, Era::legacy);
  co_return legacy;
}

Task<Upstream::Opened> Upstream::open_legacy_first(Instant deadline, bool may_fall_back) {
  Opened opened = co_await initialize(connection_, declaration_, deadline);
  if (opened || !may_fall_back || opened.error().code != Errc::refused || !connection_->alive())
    co_return opened;
  Opened modern = co_await discover(connection_, declaration_, deadline);
  if (!modern) co_return opened;
  ground_.eras.remember(server_, Era::modern);
  co_return modern;
}

Task<void> Upstream::list_all() {
  for (const ListKind kind : mcp::kListKinds) {
    if (!ready()) co_return;
    if (listing_->facts.has(mcp::list_capability(kind))) co_await list(kind);
  }
  settled_ = true;
  wake_waiters();
}

Task<void> Upstream::list(ListKind kind) {
  const ConnectionPtr connection = connection_;
  if (!connection) co_return;
  const Instant deadline = ground_.clock.now() + kListLimit;
  Result<std::vector<Bytes>> items =
      co_await drain_list(connection, kind, era(), declaration_, deadline, ground_.log);
  if (connection != connection_ || !ready()) co_return;
  // Servers with resources often lack templates, and say so with an error.
  if (!items && kind != ListKind::templates) ground_.log.warn("[" + server_.name + "] " + items.error().what);
  if (!items && items.error().code != Errc::refused) co_return;
  known_[static_cast<std::size_t>(kind)] = true;
  auto listing = std::make_shared<mcp::Listing>(*listing_);
  // After a refusal what was listed before stands.
  if (items) listing->of(kind) = std::move(*items);
  listing_ = std::move(listing);
  watcher_.listed(*this, kind);
}

Task<void> Upstream::started() {
  while (state_ == State::starting || (state_ == State::idle && server_.problem.empty())) {
    OneShot<bool> changed;
    waiters_.push_back(&changed);
    co_await changed.wait();
  }
}

Task<Result<ConnectionPtr>> Upstream::connection() {
  co_await started();
  if (ready() && connection_ && connection_->alive()) co_return connection_;
  std::string why = reason_.empty() ? "is stopping" : reason_;
  if (state_ == State::down && retry_at_ != Instant::max()) {
    const auto left =
        std::chrono::duration_cast<std::chrono::seconds>(retry_at_ - ground_.clock.now()).count();
    why += "; it is started again in " + std::to_string(std::max<long long>(left, 0) + 1) + " s";
  }
  co_return Error{Errc::gone, std::move(why), server_.name};
}

Task<void> Upstream::refresh(ListKind kind) {
  const auto at = static_cast<std::size_t>(kind);
  const unsigned announced = announced_[at];
  if (ready()) co_await list(kind);
  read_[at] = std::max(read_[at], announced);
}

bool Upstream::whole() const {
  return listing_ && std::ranges::all_of(mcp::kListKinds, [&](ListKind kind) {
           return known_[static_cast<std::size_t>(kind)] || !listing_->facts.has(mcp::list_capability(kind));
         });
}

Task<void> Upstream::settled() {
  if (settled_) co_return;
  OneShot<bool> over;
  settle_waiters_.push_back(&over);
  co_await over.wait();
}

void Upstream::deliver(const rpc::Message& message) {
  if (message.kind() == rpc::Kind::notification) {
    if (const auto kind = changed_list(message.method())) {
      if (*kind == ListKind::resources) refresh_soon(ListKind::templates);
      return refresh_soon(*kind);
    }
  }
  watcher_.delivered(*this, message);
}

void Upstream::gone(const Error& error) {
  const auto ended = ended_;
  if (ended) ended->set(error);
}

void Upstream::refresh_soon(ListKind kind) {
  const auto at = static_cast<std::size_t>(kind);
  ++announced_[at];
  if (!refreshing_[at]) spawn(refresh_later(kind));
}

Task<void> Upstream::refresh_later(ListKind kind) {
  const auto at = static_cast<std::size_t>(kind);
  refreshing_[at] = true;
  while (stale(kind) && !stopping_) {
    co_await pause_for(ground_.loop, kQuiet);
    // A host that asked for the list meanwhile has had it read already.
    if (stale(kind)) co_await refresh(kind);
  }
  refreshing_[at] = false;
}

}  // namespace callgate
