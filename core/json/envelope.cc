#include "core/json/envelope.h"

#include "core/json/known_keys.h"

namespace callgate::json {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

bool same_but_for_case(std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

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

std::string_view key_of(Place place, Span Envelope::*slot) {
  for (const KnownKey& known : kKnownKeys) {
    if (known.at == place && known.slot == slot) return known.key;
  }
  return {};
}

}  // namespace callgate::json
