#include "core/analysis/shell/rules.h"

#include "core/analysis/shell/programs.h"
#include "core/base/glob.h"

namespace callgate::analysis::shell {
namespace {

// Takes the next of the words of `text` off its front; empty at the end.
std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

bool is_condition(std::string_view token) {
  return token[0] == '-' || token[0] == '=' || token[0] == '#' || token[0] == '@' || token[0] == '/';
}

bool holds(std::string_view condition, const Invocation& call, std::size_t behind, bool exact) {
  const std::size_t left = call.positionals.size() - behind;
  if (condition == "@fed") return call.fed();
  if (condition[0] == '#') {
    const std::size_t wanted = static_cast<std::size_t>(condition[1] - '0');
    return condition.ends_with('+') ? left >= wanted : left == wanted;
  }
  if (condition[0] == '=') {
    for (std::size_t i = behind; i < call.positionals.size(); ++i) {
      if (fits_one(condition.substr(1), call.positional(i))) return true;
    }
    return false;
  }
  // What getopt takes for a shortened option may not make a call harmless.
  return exact ? call.names(condition) : call.has(condition);
}

// Whether the left side of a rule fits; `words` becomes the positionals it named, `option` the condition that
// held.
bool fits(std::string_view rule, const Invocation& call, bool exact, std::size_t& words,
          std::string_view& option) {
  words = 0;
  bool conditions = false, held = false;
  for (std::string_view token = next_word(rule); !token.empty(); token = next_word(rule)) {
    if (is_condition(token)) {
      conditions = true;
      if (!held && holds(token, call, words, exact)) held = true, option = token;
    } else {
      if (words >= call.positionals.size() || !fits_one(token, call.positional(words))) return false;
      ++words;
    }
  }
  return !conditions || held;
}

std::size_t number(std::string_view text, int otherwise) {
  if (text.empty()) return otherwise < 0 ? 0 : static_cast<std::size_t>(otherwise);
  return static_cast<std::size_t>(text[0] - '0');
}

Outcome read_outcome(std::string_view text, const Invocation& call) {
  Outcome outcome;
  const std::string_view first = next_word(text);
  if (first == "inner" || first == "script") {
    outcome.kind = first == "inner" ? Outcome::Kind::inner : Outcome::Kind::script;
    outcome.behind = number(next_word(text), call.program->wraps);
    return outcome;
  }
  if (first == "value") {
    outcome.kind = Outcome::Kind::value;
    return outcome;
  }
  if (first == "special") {
    outcome.kind = Outcome::Kind::special;
    return outcome;
  }
  outcome.kind = Outcome::Kind::judged;
  for (const ShellClass each : {ShellClass::read, ShellClass::write, ShellClass::exec, ShellClass::network,
                                ShellClass::destructive}) {
    if (to_string(each) == first) outcome.is = each;
  }
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (text.starts_with("secret")) {
    outcome.secret = true;
    text.remove_prefix(6);
  }
  if (text.starts_with("sweeping ")) {
    outcome.sweeping = true;
    text.remove_prefix(9);
  }
  outcome.reason = text;
  return outcome;
}

}  // namespace

bool fits_one(std::string_view alternatives, std::string_view text) {
  for (;;) {
    const std::size_t bar = alternatives.find('|');
    if (glob_matches(alternatives.substr(0, bar), text)) return true;
    if (bar == std::string_view::npos) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

Outcome apply_rules(const Invocation& call) {
  std::string_view rules = call.program->rules;
  while (!rules.empty()) {
    const std::size_t end = std::min(rules.find('\n'), rules.size());
    std::string_view line = rules.substr(0, end);
    rules.remove_prefix(std::min(end + 1, rules.size()));
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t colon = line.starts_with(": ") ? 0 : line.find(" : ");
    std::size_t words = 0;
    std::string_view option;
    if (colon == std::string_view::npos) continue;
    const std::string_view right = line.substr(colon == 0 ? 2 : colon + 3);
    if (!fits(line.substr(0, colon), call, right.starts_with("read"), words, option)) continue;
    Outcome outcome = read_outcome(right, call);
    outcome.words = words;
    outcome.option = option;
    const bool wraps = outcome.kind == Outcome::Kind::inner || outcome.kind == Outcome::Kind::script;
    // Nothing is wrapped: a later line says what the program does alone.
    if (wraps && call.positionals.size() <= outcome.behind) continue;
    return outcome;
  }
  return {};
}

}  // namespace callgate::analysis::shell
