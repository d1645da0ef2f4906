// What a pin holds fast of a tool's definition, and its fingerprint.
#pragma once

#include <string>
#include <string_view>

namespace callgate::guard {

// The members of a definition (a valid JSON object) that say what a tool is and does: name, title,
// description, inputSchema, outputSchema, annotations; as an object, their values byte for byte. Members are
// known by what their keys mean, however they are spelled. `_meta`, icons and the like may change freely.
std::string pinned_part(std::string_view definition);

// SHA-256 of the canonical form of pinned_part(), lower-case hex: neither the order of keys nor the spelling
// of texts and numbers counts. A definition without a canonical form (a repeated key, an absurd exponent) is
// pinned by its very bytes. The form is fixed: stores and lock files are bound to it.
std::string pin_digest(std::string_view definition);

}  // namespace callgate::guard
