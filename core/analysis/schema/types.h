// Sets of JSON types, as `type` names them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace callgate::analysis::schema {

// Integers are numbers: "number" is both bits, "integer" the first alone.
using TypeSet = std::uint8_t;
inline constexpr TypeSet kNull = 1, kBoolean = 2, kInteger = 4, kFraction = 8, kString = 16, kArray = 32,
                         kObject = 64;
inline constexpr TypeSet kNumber = kInteger | kFraction, kAnyType = 127;

// The set a type's name stands for; 0 if it is none.
TypeSet type_named(std::string_view name);
// "string", "integer or null", …
std::string names_of(TypeSet types);
// Whether the type of a raw value is in the set. 1.0 is an integer.
bool has_type(TypeSet types, std::string_view value);

}  // namespace callgate::analysis::schema
