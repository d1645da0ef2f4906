#include <algorithm>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {
namespace {

const std::string* literal(const Word& word) {
  const bool one = word.pieces.size() == 1 && word.pieces[0].kind == Piece::Kind::text;
  return one ? &word.pieces[0].text : nullptr;
}

// read x, export x=1, printf -v x …: every word that begins like a name counts.
bool builtin_names(const Command& command, std::vector<std::string>& names) {
  static constexpr std::string_view kSet[] = {"read",      "export",   "declare", "typeset",
                                              "local",     "readonly", "printf",  "mapfile",
                                              "readarray", "getopts",  "let",     "unset"};
  static constexpr std::string_view kAny[] = {"eval", "source", ".", "builtin", "command"};
  if (command.words.empty()) return true;
  const std::string* program = literal(command.words[0]);
  if (program == nullptr || std::find(std::begin(kAny), std::end(kAny), *program) != std::end(kAny))
    return false;
  if (std::find(std::begin(kSet), std::end(kSet), *program) == std::end(kSet)) return true;
  for (const Word& word : command.words) {
    if (word.pieces.empty() || word.pieces[0].kind != Piece::Kind::text) continue;
    const std::string& text = word.pieces[0].text;
    std::size_t size = 0;
    while (size < text.size() && name_part(text[size])) ++size;
    if (size > 0) names.push_back(text.substr(0, size));
  }
  return true;
}

}  // namespace

bool assigned_names(const List& list, std::vector<std::string>& names) {
  for (const Pipeline& pipeline : list.pipelines) {
    for (const Command& command : pipeline.commands) {
      for (const Assignment& each : command.assignments) names.push_back(each.name);
      if (command.kind == Command::Kind::loop) names.push_back(command.name);
      if (command.kind == Command::Kind::simple && !builtin_names(command, names)) return false;
      for (const List& body : command.bodies) {
        if (!assigned_names(body, names)) return false;
      }
    }
  }
  return true;
}

}  // namespace callgate::analysis::shell
