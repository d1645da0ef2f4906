#include "upstreams/pipe.h"

#include <sys/uio.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>

#include "upstreams/memory.h"

namespace callgate {
namespace asio = boost::asio;
namespace {

// Pieces from here on are written from where they stand; smaller ones are cheaper to copy.
constexpr std::size_t kShared = 16u << 10;
constexpr std::size_t kKeepCapacity = 256u << 10;
constexpr int kPiecesPerWrite = 64;
constexpr std::size_t kLargeLine = 1u << 20;
constexpr std::chrono::milliseconds kQuiet{500};

}  // namespace

void Turns::mark(std::weak_ptr<Outbox> outbox) {
  dirty_.push_back(std::move(outbox));
  if (depth_ > 0 || posted_) return;
  posted_ = true;
  asio::post(loop_, [this] { flush(); });
}

void Turns::flush() {
  posted_ = false;
  // A failing write may queue more; those are appended and reached by the same loop.
  for (std::size_t i = 0; i < dirty_.size(); ++i) {
    if (const auto outbox = dirty_[i].lock()) {
      outbox->marked_ = false;
      outbox->flush();
    }
  }
  dirty_.clear();
}

void Turns::large_line_passed() {
  if (returning_memory_) return;
  returning_memory_ = true;
  memory_timer_.start(kQuiet, [this] {
    returning_memory_ = false;
    return_free_memory();
  });
}

Outbox::Outbox(asio::io_context& loop, Turns& turns, int fd, Watcher& watcher, std::size_t max_bytes)
    : turns_(turns), pipe_(loop, fd), watcher_(&watcher), max_bytes_(max_bytes) {}

Buffer& Outbox::tail() {
  // A chunk that has grown large is left to be written off: what is gone of it frees its memory only as a
  // whole.
  if (chunks_.empty() || !chunks_.back().shared.empty() || chunks_.back().owned.size() >= kKeepCapacity) {
    chunks_.emplace_back();
  }
  return chunks_.back().owned;
}

void Outbox::append(const Bytes& owner, std::string_view piece) {
  if (piece.empty()) return;
  queued_ += piece.size();
  if (piece.size() >= kShared && !owner.empty()) {
    chunks_.push_back({owner.slice(piece), {}});
  } else {
    tail().append(piece);
  }
}

void Outbox::push(const rpc::Draft& draft) {
  if (!open() || finishing_) return;
  const std::string_view line = draft.line.view();
  if (line.size() < kShared) {
    Buffer& out = tail();
    const std::size_t before = out.size();
    const auto put = [&](std::string_view piece) { out.append(piece); };
    json::splice(line, draft.edits, put, put);
    out.append("\n");
    queued_ += out.size() - before;
  } else {
    json::splice(
        line, draft.edits, [&](std::string_view piece) { append(draft.line, piece); },
        [&](std::string_view text) { append({}, text); });
    append({}, "\n");
  }
  touched();
}

void Outbox::push(std::string_view line) {
  if (!open() || finishing_) return;
  append({}, line);
  append({}, "\n");
  touched();
}

void Outbox::touched() {
  if (!room()) was_full_ = true;
  if (marked_ || waiting_) return;
  marked_ = true;
  turns_.mark(weak_from_this());
}

void Outbox::flush() {
  while (!chunks_.empty()) {
    iovec pieces[kPiecesPerWrite];
    int count = 0;
    std::size_t skip = written_;
    for (const Chunk& chunk : chunks_) {
      if (count == kPiecesPerWrite) break;
      const std::string_view text = chunk.view().substr(skip);
      skip = 0;
      pieces[count++] = {const_cast<char*>(text.data()), text.size()};
    }
    const ssize_t sent = ::writev(pipe_.native_handle(), pieces, count);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return wait_for_room();
    if (sent < 0) {
      const Error error{Errc::gone, std::strerror(errno), {}};
      Watcher* watcher = watcher_;
      close();
      if (watcher) watcher->unwritable(error);
      return;
    }
    queued_ -= static_cast<std::size_t>(sent);
    written_ += static_cast<std::size_t>(sent);
    while (!chunks_.empty() && written_ >= chunks_.front().view().size()) {
      written_ -= chunks_.front().view().size();
      if (chunks_.size() == 1 && chunks_.front().shared.empty() &&
          chunks_.front().owned.capacity() <= kKeepCapacity) {
        // The one small chunk of a quiet pipe keeps its memory for the next line.
        chunks_.front().owned.clear();
        break;
      }
      chunks_.pop_front();
    }
    if (queued_ == 0) break;
  }
  if (finishing_ && queued_ == 0) return close();
  if (was_full_ && queued_ <= max_bytes_ / 2) {
    was_full_ = false;
    if (watcher_) watcher_->drained();
  }
}

void Outbox::wait_for_room() {
  if (waiting_) return;
  waiting_ = true;
  pipe_.async_wait(asio::posix::stream_descriptor::wait_write,
                   [self = shared_from_this()](const boost::system::error_code& error) {
                     self->waiting_ = false;
                     if (error || !self->open()) return;
                     const Turns::Scope turn(self->turns_);
                     self->flush();
                   });
}

void Outbox::close() {
  watcher_ = nullptr;
  chunks_.clear();
  queued_ = written_ = 0;
  boost::system::error_code ignored;
  if (pipe_.is_open()) pipe_.close(ignored);
}

void Outbox::finish() {
  finishing_ = true;
  if (queued_ == 0 && !marked_) close();
}

LineReader::LineReader(asio::io_context& loop, Turns& turns, int fd, Sink& sink, std::size_t max_line_bytes)
    : turns_(turns), pipe_(loop, fd), sink_(&sink), framer_(max_line_bytes) {}

void LineReader::start() {
  read();
}

void LineReader::pause(bool paused) {
  paused_ = paused;
  if (!paused_ && !reading_ && sink_) read();
}

void LineReader::close() {
  sink_ = nullptr;
  boost::system::error_code ignored;
  if (pipe_.is_open()) pipe_.close(ignored);
}

void LineReader::read() {
  reading_ = true;
  const std::span<char> room = framer_.room();
  pipe_.async_read_some(
      asio::buffer(room.data(), room.size()),
      [self = shared_from_this()](const boost::system::error_code& error, std::size_t count) {
        if (!self->sink_) return;
        const Turns::Scope turn(self->turns_);
        if (error) {
          if (const rpc::Line* last = self->framer_.rest()) self->sink_->line(*last);
          const bool plain = error == asio::error::eof || error == asio::error::operation_aborted;
          if (self->sink_) self->sink_->ended(Error{Errc::gone, plain ? std::string() : error.message(), {}});
          return;
        }
        self->framer_.filled(count);
        while (self->sink_) {
          const rpc::Line* line = self->framer_.next();
          if (!line) break;
          if (line->length >= kLargeLine) self->turns_.large_line_passed();
          self->sink_->line(*line);
        }
        // Not before: a sink that pauses and resumes in between must not start a read into the buffer in use.
        self->reading_ = false;
        if (self->sink_ && !self->paused_) self->read();
      });
}

}  // namespace callgate
