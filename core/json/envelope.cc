#include "core/json/envelope.h"

#include <span>

namespace callgate::json {
namespace {

using E = Envelope;

constexpr KnownKey kMessage[] = {
    {"jsonrpc", &E::jsonrpc}, {"id", &E::id},
    {"method", &E::method},   {"params", &E::params, Place::params},
    {"error", &E::error},     {"result", &E::result, Place::result},
};

constexpr KnownKey kParams[] = {
    {"name", &E::name, Place::deep},
    {"arguments", &E::arguments, Place::deep},
    {"_meta", &E::meta, Place::meta},
    {"uri", &E::uri, Place::deep},
    {"cursor", &E::cursor, Place::deep},
    {"requestId", &E::request_id, Place::deep},
    {"progressToken", &E::progress_token, Place::deep},
    {"task", &E::task, Place::deep},
    {"inputResponses", &E::input_responses, Place::deep},
    {"requestState", &E::request_state, Place::deep},
    {"level", &E::level, Place::deep},
};

constexpr KnownKey kMeta[] = {
    {"progressToken", &E::meta_progress_token, Place::deep},
    {"io.modelcontextprotocol/protocolVersion", &E::protocol_version, Place::deep},
    {"io.modelcontextprotocol/clientCapabilities", &E::client_capabilities, Place::deep},
    {"io.modelcontextprotocol/logLevel", &E::log_level, Place::deep},
};

constexpr KnownKey kResult[] = {
    {"content"},
    {"isError", &E::is_error},
    {"_meta", &E::result_meta, Place::result_meta},
    {"resultType", &E::result_type},
    {"structuredContent", &E::structured_content},
};

// In the order of Place.
constexpr std::span<const KnownKey> kKnown[kPlaces] = {{}, {}, kMessage, kParams, kMeta, kResult, {}};

std::span<const KnownKey> known_keys(Place place) { return kKnown[static_cast<std::size_t>(place)]; }

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool same_but_for_case(std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

std::string_view name_of(Place place) {
  switch (place) {
    case Place::message:
      return "the message";
    case Place::params:
      return "params";
    case Place::meta:
      return "params._meta";
    case Place::result:
      return "result";
    case Place::result_meta:
      return "result._meta";
    case Place::plain:
    case Place::deep:
      break;
  }
  return "";
}

KeyMatch find_known(Place place, std::string_view key) {
  const std::uint32_t tag = key_tag(key);
  std::uint32_t bit = 1;
  for (const KnownKey& known : known_keys(place)) {
    if (known.tag == tag && known.key.size() == key.size()) {
      if (known.key == key) return {&known, bit, true};
      if (same_but_for_case(known.key, key)) return {&known, bit, false};
    }
    bit <<= 1;
  }
  return {};
}

std::string_view key_of(Place place, Span Envelope::*slot) {
  for (const KnownKey& known : known_keys(place)) {
    if (known.slot == slot) return known.key;
  }
  return {};
}

}  // namespace callgate::json
