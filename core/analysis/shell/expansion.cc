#include "core/analysis/shell/expansion.h"

#include <algorithm>

#include "core/analysis/shell/braces.h"
#include "core/analysis/shell/programs.h"

namespace callgate::analysis::shell {
namespace {

using Kind = Piece::Kind;

std::string spelled(const Piece& piece) {
  if (piece.kind != Kind::variable) return piece.text;
  if (piece.operation.empty()) return "$" + piece.text;
  return "${" + piece.text + piece.operation + "}";
}

// A variable of the environment with a default: "${FILE:-README.md}" most likely is the default.
std::string likely_text(const Piece& piece, const Scope& scope) {
  const bool defaults = piece.kind == Kind::variable && fits_one(":-|-|:=|=", piece.operation) &&
                        !piece.operand.empty() && scope.find(piece.text) == nullptr;
  if (!defaults) return spelled(piece);
  const Argument otherwise = expand_whole(piece.operand[0], scope);
  return otherwise.known && !otherwise.text.empty() ? otherwise.text : spelled(piece);
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
      std::optional<Printed> output = known_output(piece.script, scope);
      tainted |= !output || !output->plain;
      if (!output) return std::nullopt;
      while (output->text.ends_with('\n')) output->text.pop_back();
      return std::move(output->text);
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
      now_.text += likely_text(piece, scope_);
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

// "${name[@]}" and "${name[*]}": the elements, when all of them are known.
const std::vector<std::string>* elements_of(const Word& word, const Scope& scope) {
  const auto nothing = [](const Piece& piece) { return piece.kind == Kind::text && piece.text.empty(); };
  const auto first = std::find_if_not(word.pieces.begin(), word.pieces.end(), nothing);
  if (first == word.pieces.end() || !std::all_of(first + 1, word.pieces.end(), nothing)) return nullptr;
  const Piece& piece = *first;
  if (piece.kind != Kind::variable || piece.operation != "[" || piece.operand.empty()) return nullptr;
  const std::vector<Piece>& index = piece.operand[0].pieces;
  std::string written;
  for (const Piece& each : index) written += each.text;
  const bool all = written == "[@]" || written == "[*]";
  const Scope::Value* value = all ? scope.find(piece.text) : nullptr;
  return value == nullptr || value->elements.empty() ? nullptr : &value->elements;
}

}  // namespace

void Scope::set(const std::string& name, const Argument& value) {
  if (name == "IFS") split_unusually();
  if (variables_.size() >= kMostVariables && !variables_.contains(name)) return;
  const bool known = value.known && value.text.size() <= kLongestValue;
  variables_[name] = {known ? value.text : std::string(), known, value.tainted, {}};
}

void Scope::set_array(const std::string& name, std::vector<std::string> elements, bool append) {
  if (variables_.size() >= kMostVariables && !variables_.contains(name)) return;
  Value& value = variables_[name];
  std::vector<std::string> all = append ? value.elements : std::vector<std::string>();
  std::size_t size = 0;
  for (std::string& each : elements) all.push_back(std::move(each));
  for (const std::string& each : all) size += each.size();
  if (all.empty() || all.size() > kMostElements || size > kLongestValue || (append && !value.known)) {
    forget(name);
    return;
  }
  value = {all.front(), true, false, std::move(all)};
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
  if (const std::vector<std::string>* elements = elements_of(word, scope)) {
    for (const std::string& each : *elements) into.push_back({each});
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

}  // namespace callgate::analysis::shell
