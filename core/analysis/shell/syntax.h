// The tree of a shell program, as the parser leaves it and the judge walks it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::analysis::shell {

// The problem of what is nested deeper than it is read.
inline constexpr std::string_view kTooDeep = "nested too deep";

struct Pipeline;

// Commands joined by ; & && || and newlines.
struct List {
  std::vector<Pipeline> pipelines;
};

struct Word;

// A run of a word that is written in one way.
struct Piece {
  enum class Kind : unsigned char {
    text,          // `text` as it will be, quotes and escapes resolved
    variable,      // ${text…}: the name, with `operand` for what follows it
    substitution,  // $(…) or `…`: `script`
    process,       // <(…) or >(…): `script`
    arithmetic,    // $((…)): `operand`
    unreadable,    // what this parser does not look into: array values, extended patterns
  };
  Kind kind = Kind::text;
  bool quoted = false;
  std::string text;
  std::string operation;      // of a variable: "", ":-", "#", "!" …
  std::vector<Word> operand;  // none or one
  List script;
};

struct Word {
  std::vector<Piece> pieces;
};

struct Assignment {
  std::string name;
  bool append = false;
  Word value;
};

struct Redirect {
  enum class Kind : unsigned char {
    read,
    write,
    append,
    both,
    duplicate_in,
    duplicate_out,
    heredoc,
    herestring
  };
  Kind kind = Kind::read;
  int descriptor = -1;  // -1: as the operator says; -2: both outputs
  Word target;          // of a heredoc: its delimiter
  std::shared_ptr<Word> body;
};

struct Command {
  enum class Kind : unsigned char {
    simple,
    group,
    subshell,
    condition,
    loop,
    choice,
    function,
    test,
    arithmetic
  };
  Kind kind = Kind::simple;
  std::vector<Assignment> assignments;
  std::vector<Word>
      words;  // of a function: none; of a loop: what it runs over; of a choice: subject and patterns
  std::vector<List> bodies;  // of the compound ones
  std::string name;          // of a function; of a loop: its variable
  std::vector<Redirect> redirects;
};

struct Pipeline {
  std::vector<Command> commands;
  // Whoever judges assumes that every command runs; what stands in front matters to the variables it sets.
  bool behind_and = false, behind_or = false;
  bool background = false;  // ends in &
};

}  // namespace callgate::analysis::shell
