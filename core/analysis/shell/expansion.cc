#include "core/analysis/shell/expansion.h"

#include "core/analysis/shell/braces.h"

namespace callgate::analysis::shell {
namespace {

using Kind = Piece::Kind;

std::string spelled(const Piece& piece) {
  if (piece.kind != Kind::variable) return piece.text;
  if (piece.operation.empty()) return "$" + piece.text;
  return "${" + piece.text + piece.operation + "}";
}

// The value of a piece, when it is certain.
std::optional<std::string> value_of(const Piece& piece, const Scope& scope, bool& tainted) {
  switch (piece.kind) {
    case Kind::text:
      return piece.text;
    case Kind::variable: {
      if (!piece.quoted && !scope.usual_splits()) return std::nullopt;
      if (piece.text == "IFS" && piece.operation.empty() && scope.usual_splits()) return " ";
      const Scope::Value* value = scope.find(piece.text);
      if (value == nullptr) return std::nullopt;
      tainted |= value->tainted;
      const bool plain = piece.operation.empty() || (piece.operation == ":-" && !value->text.empty());
      if (!value->known || !plain) return std::nullopt;
      return value->text;
    }
    case Kind::substitution: {
      std::optional<std::string> output = known_output(piece.script, scope);
      if (!output) {
        tainted = true;
        return std::nullopt;
      }
      while (output->ends_with('\n')) output->pop_back();
      return output;
    }
    default:
      return std::nullopt;
  }
}

// Collects the text of one word, cut where an unquoted value holds blanks.
class Assembly {
 public:
  Assembly(const Scope& scope, std::vector<Argument>& into, bool splits)
      : scope_(scope), into_(into), splits_(splits) {}

  void add(const Piece& piece) {
    bool tainted = false;
    const std::optional<std::string> value = value_of(piece, scope_, tainted);
    begin();
    now_.tainted |= tainted;
    if (!value) {
      now_.known = false;
      now_.text += spelled(piece);
      return;
    }
    if (piece.kind == Kind::text || piece.quoted || !splits_) {
      literal(*value, piece.quoted);
      return;
    }
    split(*value);
  }

  void finish() {
    if (!started_) return;
    now_.whole = !now_.known && !has_literal_;
    into_.push_back(std::move(now_));
    started_ = has_literal_ = false;
  }

 private:
  void begin() {
    if (!started_) now_ = Argument{};
    started_ = true;
  }

  void literal(std::string_view text, bool quoted) {
    now_.text += text;
    has_literal_ |= !text.empty();
    if (!quoted && text.find_first_of("*?[") != std::string_view::npos) now_.pattern = true;
  }

  void split(std::string_view text) {
    if (text.find_first_not_of(" \t\n") == std::string_view::npos) {
      if (now_.text.empty()) {
        started_ = false;
      } else if (!text.empty()) {
        finish();
      }
      return;
    }
    while (!text.empty()) {
      const std::size_t blank = text.find_first_of(" \t\n");
      if (blank != 0) begin(), literal(text.substr(0, blank), false);
      if (blank == std::string_view::npos) return;
      finish();
      text.remove_prefix(blank + 1);
    }
  }

  const Scope& scope_;
  std::vector<Argument>& into_;
  const bool splits_;
  Argument now_;
  bool started_ = false, has_literal_ = false;
};

// printf whose format holds nothing to fill in prints its format.
bool printable(std::string_view format) {
  return format.find_first_of("%\\") == std::string_view::npos;
}

}  // namespace

void Scope::set(const std::string& name, const Argument& value) {
  if (name == "IFS") split_unusually();
  if (variables_.size() >= kMostVariables && !variables_.contains(name)) return;
  const bool known = value.known && value.text.size() <= kLongestValue;
  variables_[name] = {known ? value.text : std::string(), known, value.tainted};
}

const Scope::Value* Scope::find(const std::string& name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? nullptr : &found->second;
}

void expand(const Word& word, const Scope& scope, std::vector<Argument>& into) {
  std::vector<Word> words;
  if (!expand_braces(word, words)) {
    Argument all = expand_whole(word, scope);
    all.known = false;
    into.push_back(std::move(all));
    return;
  }
  if (words.empty()) {
    Assembly assembly(scope, into, true);
    for (const Piece& piece : word.pieces) assembly.add(piece);
    assembly.finish();
    return;
  }
  for (const Word& each : words) {
    Assembly assembly(scope, into, true);
    for (const Piece& piece : each.pieces) assembly.add(piece);
    assembly.finish();
  }
}

Argument expand_whole(const Word& word, const Scope& scope) {
  std::vector<Argument> one;
  Assembly assembly(scope, one, false);
  for (const Piece& piece : word.pieces) assembly.add(piece);
  assembly.finish();
  return one.empty() ? Argument{} : std::move(one.front());
}

std::optional<std::string> known_output(const Command& command, const Scope& scope) {
  if (command.kind != Command::Kind::simple || !command.redirects.empty()) return std::nullopt;
  std::vector<Argument> words;
  for (const Word& word : command.words) expand(word, scope, words);
  if (words.empty()) return std::nullopt;
  for (const Argument& each : words) {
    if (!each.known || each.pattern) return std::nullopt;
  }
  const bool echo = words[0].text == "echo";
  if (words[0].text == "printf") {
    if (words.size() != 2 || !printable(words[1].text)) return std::nullopt;
    return words[1].text;
  }
  if (!echo) return std::nullopt;
  std::string out;
  std::size_t first = 1;
  while (first < words.size() &&
         (words[first].text == "-n" || words[first].text == "-e" || words[first].text == "-ne")) {
    if (words[first].text != "-n") {
      for (const Argument& each : words) {
        if (each.text.find('\\') != std::string::npos) return std::nullopt;
      }
    }
    ++first;
  }
  for (std::size_t i = first; i < words.size(); ++i) {
    if (i > first) out += ' ';
    out += words[i].text;
  }
  return out + "\n";
}

std::optional<std::string> known_output(const List& list, const Scope& scope) {
  std::string all;
  for (const Pipeline& pipeline : list.pipelines) {
    if (pipeline.commands.size() != 1 || pipeline.background || pipeline.behind_and || pipeline.behind_or)
      return std::nullopt;
    const std::optional<std::string> one = known_output(pipeline.commands[0], scope);
    if (!one) return std::nullopt;
    all += *one;
  }
  return all;
}

}  // namespace callgate::analysis::shell
