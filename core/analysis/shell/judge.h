// Walks a shell program and gathers what its commands would do.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/shell/expansion.h"
#include "core/analysis/shell/invocation.h"
#include "core/analysis/shell/rules.h"
#include "core/analysis/shell/shell.h"
#include "core/analysis/shell/syntax.h"

namespace callgate::analysis::shell {

// One judgement. Every command is assumed to run; what is found only ever makes the report worse.
class Judge {
 public:
  // `budget` bounds the work; beyond it the rest counts as code that was not read.
  explicit Judge(std::size_t budget) : budget_(budget) {}

  // A program of its own, whose variables are not those around it.
  void script(std::string_view text, const Input& input = {});
  // A program that runs here and now: eval, trap.
  void evaluate(std::string_view text, const Input& input = {});
  // One simple command, its words already expanded.
  void run(std::span<const Argument> words, const Input& input);
  // What one variable set for a command, or from here on, leads to.
  void environment(const std::string& name, const Argument& value);

  // What the current command does; `what` follows its name: "removes files".
  void note(const Invocation& call, ShellClass is, std::string_view what = {});
  void note(ShellClass is, std::string why);
  // A part that nobody can read: code, for all that is known.
  void unread(std::string why);
  // The same where it only takes too much: what is behind may be anything.
  void too_much(std::string why);
  void reveals_secrets() { report_.reveals_secrets = true; }
  void sweeps() { report_.sweeping = true; }
  void path(const Argument& word, bool write) { path(word.text, write); }
  void path(std::string_view text, bool write);
  void address(std::string_view text);
  // What the same program does by other rules than those of its row.
  void by_rules(Invocation call, std::string_view rules);
  // Remembers something about the world that a command made true: "git remote x".
  void remember(std::string fact) { facts_.insert(std::move(fact)); }
  bool remembers(std::string_view fact) const { return facts_.contains(fact); }
  // A file the command opens for writing: devices, the gateway's own files and addresses are more than that.
  void written(const Argument& target, bool appends);
  // Every word that may be a path, by the traits of the program.
  void paths(const Invocation& call, std::size_t from, bool write);

  Scope& scope() { return scope_; }
  // A variable the command sets; forgotten where it may not have been set.
  void assign(const std::string& name, const Argument& value);
  // The output of the command being run, when it is certain; set by whoever knows.
  void output(Input is) { output_ = std::move(is); }

  ShellReport take();

 private:
  // walk.cc
  void walk(const List& list, const Input& input);
  void walk(const Pipeline& pipeline, const Input& input);
  void walk(const Command& command, const Input& input);
  void bodies(const Command& command, const Input& input);
  void loop(const Command& command, const Input& input);
  void function(const Command& command);
  void simple(const Command& command, const Input& input);
  void embedded(const Word& word);
  Input redirected(const Command& command, const Input& input);
  void redirect(const Redirect& redirect, bool empties, Input& input);
  void forget_since(std::size_t mark);
  bool assign_array(const Assignment& each);

  // guess.cc
  void guess(std::span<const Argument> words, const Input& input);
  void namesake(std::span<const Argument> words, const Input& input);

  // command.cc
  void apply(const Invocation& call, const Outcome& outcome);
  void results(const Invocation& call);
  bool enough();
  void program(std::string_view name);

  ShellReport report_;
  Scope scope_;
  std::set<std::string, std::less<>> functions_;
  std::set<std::string, std::less<>> facts_;
  std::vector<std::string> assigned_;  // in order, to forget those that may not have been
  Input output_;
  std::string current_;  // the simple command being judged
  std::size_t budget_;
  int depth_ = 0;
};

// Whether bash would run something if it read `text` as an element of an array, as its builtins and
// arithmetic do.
bool hides_index(std::string_view text);

// The variables a piece of program may set; false when it may set any.
bool assigned_names(const List& list, std::vector<std::string>& names);

}  // namespace callgate::analysis::shell
