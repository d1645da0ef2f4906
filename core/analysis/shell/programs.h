// What is known about programs: one row each, in the tables folder.
#pragma once

#include <span>
#include <string_view>

#include "core/analysis/shell/invocation.h"

namespace callgate::analysis::shell {

class Judge;

// How a program writes its words.
enum Trait : unsigned {
  kWhole = 1,         // options are whole words behind one dash: -delete, -name
  kNoPaths = 2,       // its words are no paths
  kPatternFirst = 4,  // the first word is a pattern or a program, the rest are paths
  kLastWritten = 8,   // of the paths only the last one is written to
  kAddresses = 16,    // its words are hosts or URLs
  kSlashes = 32,      // options begin with a slash, as on Windows
  kAssignments = 64,  // NAME=value words may stand before the wrapped command
  kTells = 128,       // what its words hold is seen by others
};

// `rules` holds one rule a line; the first that fits decides:
//     WORDS CONDITIONS : OUTCOME
// WORDS are what the positionals begin with, alternatives separated by |, with stars. Of the CONDITIONS one
// must hold: an option (-f, --force), =PATTERN (a later positional fits), #N or #N+ (so many, or at least so
// many positionals are left), @fed (something is piped or redirected in). OUTCOME is a class with an optional
// reason, or
//     inner N    the words behind N positionals are a command of their own (N defaults to `wraps`)
//     script N   the same, but the words are joined to a line for a shell
//     value      what the option holds that fitted is a line for a shell
//     special    the function of the row decides
// "secret" behind a class says that it prints what should stay secret, "sweeping" that it takes whole folders
// or disks at once.
struct Program {
  std::string_view names;        // alternatives separated by |
  std::string_view valued = {};  // options whose value may be the next word
  std::string_view rules;
  unsigned traits = 0;
  int wraps = -1;
  void (*special)(Judge&, const Invocation&) = nullptr;
};

// Null: nothing is known about it. `name` without folder.
const Program* find_program(std::string_view name);

// One alternative list of the tables: does `text` fit one of "a|b*|c"?
bool fits_one(std::string_view alternatives, std::string_view text);

// The tables, in tables/.
std::span<const Program> text_programs();
std::span<const Program> file_programs();
std::span<const Program> disk_programs();
std::span<const Program> system_programs();
std::span<const Program> process_programs();
std::span<const Program> account_programs();
std::span<const Program> network_programs();
std::span<const Program> wrapper_programs();
std::span<const Program> shell_programs();
std::span<const Program> language_programs();
std::span<const Program> build_programs();
std::span<const Program> package_programs();
std::span<const Program> version_programs();
std::span<const Program> container_programs();
std::span<const Program> cloud_programs();
std::span<const Program> database_programs();
std::span<const Program> editor_programs();
std::span<const Program> windows_programs();

}  // namespace callgate::analysis::shell
