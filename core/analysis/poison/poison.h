// Text that is written for a model and hidden from people: in names and descriptions of tools, in what
// servers say of themselves, in results.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/json/envelope.h"

namespace callgate::analysis {

struct Poison {
  json::Span at;
  std::string_view kind;  // "hidden-text", "bidi", "escape-sequence", "orders", "secrecy", …; never dies
  bool hard = false;      // characters nobody sees: taking the span out loses nothing one could read
};

// What the text is. Descriptions have no reason to give orders; results may quote them, so only the plainest
// count there, and single invisible characters do not.
enum class PoisonContext : std::uint8_t { name, description, result };

// Appends what is found, in the order of the text; spans of different kinds may overlap. Linear in the text;
// about half a nanosecond per byte for ASCII results without suspicious words.
void find_poison(std::string_view text, PoisonContext context, std::vector<Poison>& out);

// The same for every string of a JSON value that has been validated, keys too; the spans are of the JSON text
// and cut no escape.
void find_poison_in_json(std::string_view json, PoisonContext context, std::vector<Poison>& out);

}  // namespace callgate::analysis
