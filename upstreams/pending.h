// Requests that were sent to one peer and are not answered yet: ids out, answers back.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/rpc/message.h"
#include "upstreams/task.h"

namespace callgate {

// Whoever sent a request and waits for its answer. Must take itself out of the table (Pending::drop) before
// it goes.
class Asker {
 public:
  virtual ~Asker() = default;
  // The answer, or why none will come. The entry is already out of the table.
  virtual void answered(Result<rpc::Message> answer) = 0;
  // A progress notification for this request; its token is the request's id.
  virtual void progressed(const rpc::Message&) {}
  // Whether the peer is told when the answer is no longer waited for.
  virtual bool tells_when_cancelled() const { return true; }
};

// Our ids are 1, 2, 3 …: never 0, which old SDKs take for "none" in notifications/cancelled, never reused.
//
// An entry's place follows from its id, so that the many that are answered soon are found without hashing.
// One that still waits when its place comes round again moves aside.
class Pending {
 public:
  std::uint64_t add(Asker& asker, Instant deadline = Instant::max());
  // Takes the entry out; null if the id was never given, is answered, or was dropped.
  Asker* take(std::uint64_t id);
  Asker* find(std::uint64_t id) const;
  void drop(std::uint64_t id) { take(id); }
  // Answers everything that waits with `error`.
  void fail_all(const Error& error);
  // The earliest deadline of all; Instant::max() if none has one.
  Instant next_deadline() const;
  // Ids whose deadline has passed by `now`, in order.
  std::vector<std::uint64_t> late(Instant now) const;
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  // The number that a raw id spells, if it is one of the form that add() gives out.
  static std::optional<std::uint64_t> parse(std::string_view raw_id);

 private:
  struct Entry {
    std::uint64_t id = 0;  // 0: nobody
    Asker* asker = nullptr;
    Instant deadline = Instant::max();
  };
  static constexpr std::size_t kPlaces = 256;

  std::vector<Entry> places_ = std::vector<Entry>(kPlaces);
  boost::unordered_flat_map<std::uint64_t, Entry> aside_;
  std::size_t size_ = 0;
  std::uint64_t next_ = 1;
};

// The simplest asker: one coroutine that waits for one answer.
//   Answer answer; auto id = connection.send(std::move(draft), answer); auto result = co_await answer.done();
class Answer final : public Asker {
 public:
  void answered(Result<rpc::Message> answer) override { done_.set(std::move(answer)); }
  OneShot<Result<rpc::Message>>& done() { return done_; }

 private:
  OneShot<Result<rpc::Message>> done_;
};

}  // namespace callgate
