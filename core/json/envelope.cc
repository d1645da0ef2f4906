#include "core/json/envelope.h"

#include <cstring>
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

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

template <class Word>
bool same_word(const char* a, const char* b) {
  Word x, y;
  std::memcpy(&x, a, sizeof x);
  std::memcpy(&y, b, sizeof y);
  return x == y;
}

// Compares texts of one size. Keys are short, and a call to memcmp costs more than the comparison; the last
// words may overlap what was compared already.
bool same(const char* a, const char* b, std::size_t size) {
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) {
      if (!same_word<std::uint64_t>(a + i, b + i)) return false;
    }
    return same_word<std::uint64_t>(a + size - 8, b + size - 8);
  }
  if (size >= 4)
    return same_word<std::uint32_t>(a, b) && same_word<std::uint32_t>(a + size - 4, b + size - 4);
  return size < 2 ? size == 0 || *a == *b : same_word<std::uint16_t>(a, b) && a[size - 1] == b[size - 1];
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

const KnownKey* find_known(Place place, std::string_view key, bool& exact) {
  const std::uint32_t tag = key_tag(key);
  for (const KnownKey& known : kKnown[static_cast<std::size_t>(place)]) {
    if (known.tag != tag || known.key.size() != key.size()) continue;
    exact = same(known.key.data(), key.data(), key.size());
    if (exact || same_but_for_case(known.key, key)) return &known;
  }
  return nullptr;
}

std::string_view key_of(Place place, Span Envelope::*slot) {
  for (const KnownKey& known : kKnown[static_cast<std::size_t>(place)]) {
    if (known.slot == slot) return known.key;
  }
  return {};
}

}  // namespace callgate::json
