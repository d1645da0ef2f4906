// One validating pass over a line of JSON while its bytes arrive: either spans that say where the parts of the
// message stand, or the reason why the line is refused. Copies nothing and builds no tree.
//
// Refused is whatever two readers could read differently: bad grammar, bad UTF-8, lone surrogates, and, wherever
// the router or a guard looks, repeated keys, keys written with escapes, and keys that differ from a known one only
// by case (CVE-2026-27896: encoding/json matched keys without regard to case).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::json {

// Bytes within the line; an empty span means "not there" (no JSON value is empty).
struct Span {
  std::uint32_t at = 0, size = 0;
  explicit operator bool() const { return size != 0; }
};

// Where the parts of one message stand. Every span covers the raw JSON text of the value, quotes included.
struct Envelope {
  // Members of the message itself.
  Span jsonrpc, id, method, params, result, error;
  // Members of `params`.
  Span name, arguments, meta, uri, cursor, request_id, progress_token, task, input_responses, request_state, level;
  // Members of `params._meta`. The last three carry the prefix "io.modelcontextprotocol/".
  Span meta_progress_token, protocol_version, client_capabilities, log_level;
  // Members of `result`.
  Span is_error, result_type, result_meta, structured_content;
  // A member of `params._meta` or of `result._meta` begins with "dev.callgate/".
  bool has_own_meta = false;
};

enum class Refused : std::uint8_t {
  no,
  syntax,     // not JSON, or JSON that two readers read differently (UTF-8, surrogates)        -> -32700
  depth,      // nested deeper than the limit                                                     -> -32700
  not_object, // valid JSON, but neither an object nor an array of them                           -> -32600
  envelope,   // a repeated, escaped or case-variant key in the message itself                    -> -32600
  params,     // the same in `params` or `params._meta`, or a repeated key anywhere in `params`   -> -32602
};

// What a line turned out to be.
struct Scanned {
  Envelope parts;
  Refused refused = Refused::no;
  std::string reason;      // a sentence for people when refused, naming the key or the byte (1-based)
  bool batch = false;      // the line is an array: its elements have to be scanned one by one
  bool blank = false;      // nothing but white space
  std::string id;          // raw text of the id, kept apart so that it survives a dropped body; at most 1 KiB
};

// Reads one line piece by piece. The pieces may be dropped after each call: offsets count from the line's start.
class Scanner {
 public:
  explicit Scanner(int max_depth = 128);

  // Begins a new line.
  void reset();
  // Takes the next bytes of the line. Returns how many were read: all of them, or up to and including the newline
  // that ends the line; then `ended()` is true and `finish()` gives the answer.
  std::size_t feed(std::string_view bytes);
  bool ended() const;
  // Bytes of the line so far, without the newline.
  std::size_t length() const;
  // The verdict on the line (also on one that ended without a newline, at end of file).
  Scanned finish();
};

// The same for a line that is already whole (without its newline).
Scanned scan(std::string_view line, int max_depth = 128);

// Only the grammar: the line is a JSON value that every reader reads alike, whatever its kind.
bool valid(std::string_view text, int max_depth = 128);

}  // namespace callgate::json
