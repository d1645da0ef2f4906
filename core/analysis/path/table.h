// The paths that are known to hold secrets or to decide what runs, as patterns; what they mean is in
// `known.h`.
#pragma once

#include <span>
#include <string_view>

namespace callgate::analysis {

// Patterns in lower case with '/'. One that begins with '/' or "c:/" is meant from there, any other from any
// segment on. A '*' stands for characters within a segment; "/**" at the end for the folder and everything
// below it.
struct KnownPaths {
  std::string_view kind;
  std::string_view patterns;  // with '|' between them
  bool when_written = false;  // harmless to read
  bool weak = false;          // a name only: of no weight within tests, examples and packages
};

// What people and their programs keep in a home or in a project.
std::span<const KnownPaths> known_of_people();

// What belongs to the machine.
std::span<const KnownPaths> known_of_machines();

}  // namespace callgate::analysis
