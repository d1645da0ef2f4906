// A program with its arguments, told apart into options, their values and the rest.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/shell/expansion.h"

namespace callgate::analysis::shell {

struct Program;

// What a command reads as its standard input.
struct Input {
  enum class Kind : unsigned char { none, data, text };
  // none: whatever the shell has; text: `text`; data: bytes that are not certain, though they may well be
  // `text`
  Kind kind = Kind::none;
  std::string text;
};

struct Option {
  std::string name;        // "-f", "--force"; of a cluster "-rf" each letter is one
  std::string_view value;  // empty without one
  bool known = true, tainted = false;
  std::size_t at = 0;  // the word it stands in
};

struct Invocation {
  std::string name;                 // of the program, without its folder
  std::span<const Argument> words;  // with the program as the first
  const Input* input = nullptr;
  const Program* program = nullptr;
  std::vector<Option> options;
  std::vector<std::size_t> positionals;  // places in `words`

  bool has(std::string_view option) const { return find(option) != nullptr; }
  // The first option of that name; `--force` is also found as `--forc`, which getopt accepts.
  const Option* find(std::string_view option) const;
  // The text of the n-th word that is no option, or "".
  std::string_view positional(std::size_t n) const;
  // Exactly that option, in full.
  bool names(std::string_view option) const;
  // Whether anything but blanks is piped or redirected in.
  bool fed() const;
};

// Splits the words by the program's own table. With `wraps` >= 0 in it, everything behind that many
// positionals belongs to another command and is left alone.
Invocation read_invocation(const Program& program, std::span<const Argument> words, const Input& input);

}  // namespace callgate::analysis::shell
