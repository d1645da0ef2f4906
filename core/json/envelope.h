// The parts of a message that Callgate itself reads, and the rules for keys at each place where it looks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

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
  Span name, arguments, meta, uri, cursor, request_id, progress_token, task, input_responses, request_state,
      level;
  // Members of `params._meta`. The last three carry the prefix "io.modelcontextprotocol/".
  Span meta_progress_token, protocol_version, client_capabilities, log_level;
  // Members of `result`.
  Span content, is_error, result_type, result_meta, structured_content;
  // A member of `params._meta` or of `result._meta` begins with "dev.callgate/" (however it is spelled).
  bool has_own_meta = false;
};

// Whose keys an object's keys are.
enum class Place : std::uint8_t {
  plain,  // nobody looks: grammar only
  deep,   // anywhere inside `params`: no key twice
  // The places with keys that Callgate knows by name, and of one that it watches.
  message,      // the message itself
  params,       // `params`
  meta,         // `params._meta`
  result,       // `result`
  result_meta,  // `result._meta`: only watched for our own keys
};
inline constexpr std::size_t kPlaces = 7;

// The place of an object that stands inside `place` under a key without a place of its own.
constexpr Place inner(Place place) {
  return place == Place::deep || place == Place::params || place == Place::meta ? Place::deep : Place::plain;
}

// Whether a key may stand only once in an object at `place`.
constexpr bool unique_keys(Place place) {
  return place != Place::plain && place != Place::result_meta;
}

// "params._meta", for people.
std::string_view name_of(Place place);

// The key that leads to `slot` at `place`; empty if there is none.
std::string_view key_of(Place place, Span Envelope::*slot);

}  // namespace callgate::json
