#include "upstreams/connection.h"

#include <boost/asio/buffer.hpp>
#include <cstring>

#include "core/json/view.h"
#include "core/mcp/methods.h"

namespace callgate {
namespace asio = boost::asio;
namespace {

// How long after the end of its stdout a server's exit status is waited for, to name the reason.
constexpr Millis kExitStatusWait{200};
constexpr std::size_t kErrorLine = 4096;
constexpr std::size_t kLastErrors = 5;

std::string in_words(const ControlMessage& message) {
  if (message.kind == ControlMessage::Kind::exited)
    return "exited with status " + std::to_string(message.value);
  return "was ended by signal " + std::to_string(message.value) + " (" + ::strsignal(message.value) + ")";
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kShown = 200;
  return text.size() <= kShown ? std::string(text) : std::string(text.substr(0, kShown)) + " …";
}

}  // namespace

ConnectionPtr Connection::open(asio::io_context& loop, Turns& turns, Log& log, std::string name, Child child,
                               const Command& command, Inbox& inbox, const ConnectionLimits& limits) {
  ConnectionPtr made(
      new Connection(loop, turns, log, std::move(name), std::move(child), command, inbox, limits));
  made->start();
  return made;
}

Connection::Connection(asio::io_context& loop, Turns& turns, Log& log, std::string name, Child child,
                       const Command& command, Inbox& inbox, const ConnectionLimits& limits)
    : turns_(turns),
      log_(log),
      name_(std::move(name)),
      command_(command),
      inbox_(&inbox),
      limits_(limits),
      outbox_(std::make_shared<Outbox>(loop, turns, child.input.release(),
                                       static_cast<Outbox::Watcher&>(*this), limits.max_outbox_bytes)),
      reader_(std::make_shared<LineReader>(loop, turns, child.output.release(),
                                           static_cast<LineReader::Sink&>(*this), limits.max_line_bytes)),
      errors_(loop, child.errors.release()),
      control_(loop, child.control.release()),
      end_timer_(loop),
      stop_timer_(loop),
      deadline_timer_(loop) {}

void Connection::start() {
  reader_->start();
  read_errors();
  watch_control();
}

Result<std::uint64_t> Connection::send(rpc::Draft& draft, Asker& asker, Instant deadline) {
  if (gone_ || !outbox_->open())
    return Error{Errc::gone, end_.empty() ? "has closed its input" : end_, name_};
  if (!outbox_->room()) return Error{Errc::busy, "does not read its input, and its queue is full", name_};
  const std::uint64_t id = pending_.add(asker, deadline);
  if (deadline < watched_) watch(deadline);
  std::string text = std::to_string(id);
  if (draft.progress_token) draft.edits.push_back({draft.progress_token, text});
  draft.edits.push_back({draft.id, std::move(text)});
  json::sort(draft.edits);
  outbox_->push(draft);
  return id;
}

Result<void> Connection::post(const rpc::Draft& draft) {
  if (gone_ || !outbox_->open()) return Error{Errc::gone, "has ended", name_};
  if (!outbox_->room()) return Error{Errc::busy, "does not read its input, and its queue is full", name_};
  outbox_->push(draft);
  return {};
}

Result<void> Connection::post(std::string_view line) {
  if (gone_ || !outbox_->open()) return Error{Errc::gone, "has ended", name_};
  if (!outbox_->room()) return Error{Errc::busy, "does not read its input, and its queue is full", name_};
  outbox_->push(line);
  return {};
}

void Connection::cancel(std::uint64_t id, std::string_view reason) {
  const Asker* asker = pending_.take(id);
  if (!asker || !asker->tells_when_cancelled()) return;
  std::string params = "{\"requestId\":" + std::to_string(id);
  if (!reason.empty()) params += ",\"reason\":" + json::quote(reason);
  (void)post(rpc::notification(mcp::method::cancelled, params + "}"));
}

void Connection::fail_late() {
  for (const std::uint64_t id : pending_.late(deadline_timer_.now())) {
    Asker* asker = pending_.find(id);
    if (!asker) continue;
    cancel(id, "timeout");
    asker->answered(Error{Errc::timeout, "did not answer in time", name_});
  }
}

// Most requests are answered long before: only the earliest deadline is waited for, and looked at when it has
// come.
void Connection::watch(Instant deadline) {
  watched_ = deadline;
  const auto left = std::chrono::ceil<Millis>(deadline - deadline_timer_.now());
  deadline_timer_.start(left, [self = ConnectionPtr(this)] {
    const Turns::Scope turn(self->turns_);
    self->watched_ = Instant::max();
    self->fail_late();
    const Instant next = self->pending_.next_deadline();
    if (next < self->watched_) self->watch(next);
  });
}

void Connection::line(const rpc::Line& line) {
  if (line.too_long) {
    rpc::Fault fault{mcp::code::internal_error,
                     "a line of " + std::to_string(line.length) + " bytes is over the limit of " +
                         std::to_string(limits_.max_line_bytes),
                     line.scanned.id};
    return refused(line, fault);
  }
  rpc::Reading reading = rpc::read(line.bytes, line.scanned);
  if (reading.fault.code) return refused(line, reading.fault);
  if (!reading.batch) return answer(reading.message);
  for (rpc::Reading& each : rpc::split(line.bytes)) {
    if (each.fault.code) {
      refused(line, each.fault);
    } else {
      answer(each.message);
    }
  }
}

void Connection::answer(const rpc::Message& message) {
  if (message.kind() == rpc::Kind::request) {
    if (inbox_) inbox_->deliver(message);
    return;
  }
  if (message.kind() == rpc::Kind::notification) {
    if (message.method() == mcp::method::progress) {
      const auto token = Pending::parse(message.text(message.parts().progress_token));
      if (Asker* asker = token ? pending_.find(*token) : nullptr) asker->progressed(message);
    } else if (inbox_) {
      inbox_->deliver(message);
    }
    return;
  }
  const auto id = Pending::parse(message.id());
  if (Asker* asker = id ? pending_.take(*id) : nullptr) {
    asker->answered(message);
    return;
  }
  // Also the late answer to a request that was cancelled: nobody waits for either.
  ++misdeeds_.foreign_ids;
  log_.debug("[" + name_ + "] dropped an answer with id " + excerpt(message.id()) + ", which is not pending");
}

void Connection::refused(const rpc::Line& line, const rpc::Fault& fault) {
  // The server's ids are its own: its request may bear the number of one of ours.
  const bool asks = bool(line.scanned.parts.method);
  const auto id = asks ? std::nullopt : Pending::parse(fault.id);
  if (Asker* asker = id ? pending_.take(*id) : nullptr) {
    ++misdeeds_.refused_lines;
    log_.warn("[" + name_ + "] answer " + fault.id + " refused: " + fault.reason);
    asker->answered(Error{Errc::refused, "sent an answer that was refused: " + fault.reason, name_});
    return;
  }
  ++misdeeds_.junk_lines;
  if (misdeeds_.junk_lines <= 20) {
    log_.warn("[" + name_ + "] skipped a line on stdout that is no message (" + fault.reason +
              "): " + excerpt(line.bytes.view()));
  }
  if (asks && !fault.id.empty()) (void)post(rpc::error_line(fault.id, fault.code, fault.reason));
}

void Connection::ended(const Error& error) {
  reader_->close();
  read_all_ = true;
  if (!end_.empty() || swept_) return fall(Error{Errc::gone, end_, name_});
  end_timer_.start(kExitStatusWait, [self = ConnectionPtr(this), what = error.what] {
    self->fall(Error{Errc::gone, "closed its stdout" + (what.empty() ? "" : ": " + what), self->name_});
  });
}

void Connection::unwritable(const Error&) {
  // Its stdout may still hold answers; the end is noticed there.
  log_.debug("[" + name_ + "] has closed its stdin");
}

void Connection::read_errors() {
  errors_.async_read_some(
      asio::buffer(error_buffer_),
      [self = ConnectionPtr(this)](const boost::system::error_code& error, std::size_t count) {
        if (error) {
          if (!self->error_line_.empty()) self->log_errors("\n");
          boost::system::error_code ignored;
          if (self->errors_.is_open()) self->errors_.close(ignored);
          return;
        }
        self->log_errors({self->error_buffer_, count});
        self->read_errors();
      });
}

void Connection::log_errors(std::string_view text) {
  for (const char c : text) {
    if (c != '\n') {
      if (error_line_.size() < kErrorLine) error_line_ += c;
      continue;
    }
    if (!error_line_.empty()) {
      log_.info("[" + name_ + "] " + error_line_);
      if (last_errors_.size() == kLastErrors) last_errors_.pop_front();
      last_errors_.push_back(std::move(error_line_));
    }
    error_line_.clear();
  }
}

void Connection::watch_control() {
  control_.async_wait(asio::posix::stream_descriptor::wait_read,
                      [self = ConnectionPtr(this)](const boost::system::error_code& error) {
                        if (error || !self->control_.is_open()) return;
                        while (const auto message = read_control(self->control_.native_handle())) {
                          self->controlled(*message);
                          if (!self->control_.is_open()) return;
                        }
                        self->watch_control();
                      });
}

void Connection::controlled(const ControlMessage& message) {
  using Kind = ControlMessage::Kind;
  switch (message.kind) {
    case Kind::started:
      pid_ = message.pid;
      return;
    case Kind::failed:
      end_ = start_error(message, command_).what;
      return fall(Error{Errc::gone, end_, name_});
    case Kind::exited:
    case Kind::killed:
      end_ = in_words(message);
      // Until the end of its stdout has come, it may have left answers in the pipe.
      if (read_all_) fall(Error{Errc::gone, end_, name_});
      return;
    case Kind::swept:
    case Kind::closed:
      break;
  }
  swept_ = true;
  if (message.kind == Kind::closed) {
    boost::system::error_code ignored;
    control_.close(ignored);
  }
  // What it wrote before it ended is still in the pipe: the reader's end of file comes after it.
  if (end_.empty()) end_ = "has ended";
  wake_stoppers(true);
}

void Connection::fall(Error error) {
  if (gone_) return;
  gone_ = true;
  const auto self = ConnectionPtr(this);
  end_timer_.cancel();
  deadline_timer_.cancel();
  if (end_.empty()) end_ = error.what;
  error.what = end_;
  outbox_->close();
  reader_->close();
  pending_.fail_all(error);
  // Also a server that only closed its stdout has to end.
  if (!stopping_ && control_.is_open()) request(control_.native_handle(), Stop::kill);
  if (inbox_) std::exchange(inbox_, nullptr)->gone(error);
}

void Connection::wake_stoppers(bool swept) {
  for (OneShot<bool>* stopper : std::exchange(stoppers_, {})) stopper->set(swept);
}

Task<void> Connection::stop(Millis grace_after_eof, Millis grace_after_term) {
  const auto self = ConnectionPtr(this);
  if (std::exchange(stopping_, true)) {
    // Somebody is at it already.
    while (!stopped_) {
      OneShot<bool> over;
      stoppers_.push_back(&over);
      co_await over.wait();
    }
    co_return;
  }
  outbox_->finish();
  for (int step = 0; step < 3 && !swept_; ++step) {
    if (step == 1) request(control_.native_handle(), Stop::terminate);
    if (step == 2) request(control_.native_handle(), Stop::kill);
    Millis limit = grace_after_eof;
    if (step == 1) limit = grace_after_term;
    if (step == 2) limit = Millis{2000};
    OneShot<bool> over;
    stoppers_.push_back(&over);
    stop_timer_.start(limit, [self] { self->wake_stoppers(false); });
    co_await over.wait();
  }
  stop_timer_.cancel();
  Error ended{Errc::gone, "was stopped", name_};
  fall(std::move(ended));
  stopped_ = true;
  wake_stoppers(swept_);
}

}  // namespace callgate
