// Words to arguments: what the variables, braces and quotes of a word come to, as far as it can be known.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/shell/syntax.h"

namespace callgate::analysis::shell {

// One word a program would get.
struct Argument {
  std::string text;      // what is not known stands as it was written: "$HOME/x", "$(date).log"
  bool known = true;     // all of `text` is what the program gets
  bool tainted = false;  // part of it is the output of a command, or was read from a file
  bool whole = false;    // nothing of it is written out: "$x", "$(date)"
  bool pattern = false;  // the shell would replace it by the names of files
};

// The variables a command line has set so far. Those of the environment are never known.
class Scope {
 public:
  struct Value {
    std::string text;
    bool known = false;
    bool tainted = false;
    std::vector<std::string> elements;  // of an array that is known; `text` is the first
  };

  void set(const std::string& name, const Argument& value);
  // name=(…), or name+=(…); the elements must be known.
  void set_array(const std::string& name, std::vector<std::string> elements, bool append);
  // From here on the variable may hold anything.
  void forget(const std::string& name) { variables_.erase(name); }
  void forget_all() { variables_.clear(); }
  // Null: not set here.
  const Value* find(const std::string& name) const;
  // Words are split in an unusual way from here on, so unquoted variables are not known any more.
  void split_unusually() { usual_splits_ = false; }
  bool usual_splits() const { return usual_splits_; }

 private:
  static constexpr std::size_t kLongestValue = 4096, kMostVariables = 1024, kMostElements = 128;
  std::map<std::string, Value, std::less<>> variables_;
  bool usual_splits_ = true;
};

// The arguments a word becomes: none, one or several. Over 128 of them it becomes one that is not known.
void expand(const Word& word, const Scope& scope, std::vector<Argument>& into);

// The same where the shell neither splits nor replaces patterns: values, targets of redirections, heredocs.
Argument expand_whole(const Word& word, const Scope& scope);

// What a command prints, when that is certain.
struct Printed {
  std::string text;
  bool plain = true;  // it stands there as it is printed, not behind escapes
};

// Of echo and printf of known words, of what tells where a program lies, or several of them. In printed.cc.
std::optional<Printed> known_output(const List& list, const Scope& scope);
std::optional<Printed> known_output(const Command& command, const Scope& scope);

}  // namespace callgate::analysis::shell
