// One JSON-RPC message: its bytes, where its parts stand, and what kind it is.
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/recycle.h"
#include "core/json/edit.h"
#include "core/json/scan.h"

namespace callgate::rpc {

enum class Kind : std::uint8_t { request, notification, result, error };

// Cheap to copy: one pointer to what was read. Messages belong to the event loop's thread.
class Message {
 public:
  Message() = default;
  Message(Bytes line, const json::Envelope& parts, Kind kind)
      : body_(new Body(std::move(line), parts, kind)) {}

  Kind kind() const { return body_->kind; }
  const Bytes& line() const { return body_->line; }
  const json::Envelope& parts() const { return body_->parts; }
  // Raw JSON text of one part; empty if it is not there.
  std::string_view text(json::Span span) const { return {body_->line.view().data() + span.at, span.size}; }
  std::string_view id() const { return text(parts().id); }
  // The method's name without quotes. Only a name that cannot be spelled without escapes still has them.
  std::string_view method() const;
  std::string_view params() const { return text(parts().params); }

 private:
  struct Body : boost::intrusive_ref_counter<Body, boost::thread_unsafe_counter>, Recycled {
    Body(Bytes bytes, const json::Envelope& envelope, Kind of)
        : line(std::move(bytes)), parts(envelope), kind(of) {}
    Bytes line;
    json::Envelope parts;
    Kind kind;
  };
  boost::intrusive_ptr<const Body> body_;
};

// Why a scanned line is no message, in the words of JSON-RPC.
struct Fault {
  int code = 0;  // -32700, -32600, -32602
  std::string reason;
  std::string id;  // raw id if one could be read, else empty
};

// What one line holds.
struct Reading {
  Message message;  // meaningful if `fault.code` is 0 and it is no batch
  Fault fault;
  bool batch = false;  // an array of messages: see split()
};

// Judges a scanned line: JSON-RPC 2.0, ids that are integers or strings, params that are objects.
Reading read(Bytes line, const json::Scanned& scanned);

// The elements of a batch, each read by itself.
std::vector<Reading> split(const Bytes& batch);

// A line that is still to be written: bytes and the edits to make on the way out.
struct Draft {
  Bytes line;
  json::Edits edits;
  json::Span id;              // where the sender's id goes; empty for notifications
  json::Span progress_token;  // where the sender's token goes, if the asker wants progress

  Draft() = default;
  explicit Draft(const Message& message)
      : line(message.line()), id(message.parts().id), progress_token(message.parts().meta_progress_token) {}
};

// New lines of our own. `params` and `result` are raw JSON; an empty `params` is left out.
Draft request(std::string_view method, std::string_view params = {});
Draft notification(std::string_view method, std::string_view params = {});
std::string result_line(std::string_view id, std::string_view result);
// `id` empty: left out (the revision decides between that and null, see `null_id`). `data`: raw JSON or
// empty.
std::string error_line(std::string_view id, int code, std::string_view message, std::string_view data = {});
inline constexpr std::string_view null_id = "null";

// The key under which a request id is remembered: two spellings of one string give one key. A view of
// `raw_id`, or of `plain`, which then holds it.
std::string_view id_key(std::string_view raw_id, std::string& plain);

}  // namespace callgate::rpc
