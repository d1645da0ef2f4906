#include <string_view>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

// Reads a sed script for the commands that write files or run something.
class SedScript {
 public:
  SedScript(Judge& judge, const Invocation& call, std::string_view text)
      : judge_(judge), call_(call), text_(text) {}

  // False when it does not read as a script.
  bool read() {
    while (at_ < text_.size()) {
      skip(" \t\n;{}!,~+");
      if (at_ < text_.size() && !command()) return false;
    }
    return true;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip(std::string_view characters) {
    while (at_ < text_.size() && characters.find(text_[at_]) != std::string_view::npos) ++at_;
  }

  // Up to and over the next `delimiter` that is neither escaped nor in [brackets].
  bool section(char delimiter, bool brackets) {
    bool inside = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\') {
        ++at_;
      } else if (brackets && c == '[') {
        inside = true;
      } else if (inside && c == ']') {
        inside = false;
      } else if (c == delimiter && !inside) {
        ++at_;
        return true;
      }
    }
    return false;
  }

  std::string_view rest_of_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view rest = text_.substr(at_, end - at_);
    at_ = end;
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    return rest;
  }

  void run(std::string_view command) {
    if (command.empty()) {
      judge_.note(call_, ShellClass::exec, "runs its input");
    } else {
      judge_.script(command);
    }
  }

  bool substitution() {
    const char delimiter = peek();
    ++at_;
    const std::size_t start = at_;
    if (!section(delimiter, true)) {
      // A bracket that is none: [ in the pattern may stand for itself.
      at_ = start;
      if (!section(delimiter, false)) return false;
    }
    const std::size_t begins = at_;
    if (!section(delimiter, false)) return false;
    const std::string_view replacement = text_.substr(begins, at_ - begins - 1);
    // What a shell behind it would get begins like this.
    judge_.output({Input::Kind::data, std::string(replacement)});
    for (; at_ < text_.size() && std::string_view(";\n}# ").find(peek()) == std::string_view::npos; ++at_) {
      if (peek() == 'e') {
        judge_.note(call_, ShellClass::exec, "s///e runs its input");
        judge_.script(replacement);
      }
      if (peek() == 'w') {
        ++at_;
        judge_.written({std::string(rest_of_line())}, false);
        return true;
      }
    }
    return true;
  }

  // Addresses and one command.
  bool command() {
    const char c = text_[at_++];
    switch (c) {
      case '/':
        return section('/', true);
      case '\\': {
        const char delimiter = peek();
        ++at_;
        return section(delimiter, true);
      }
      case 's':
        return substitution();
      case 'y': {
        const char delimiter = peek();
        ++at_;
        return section(delimiter, false) && section(delimiter, false);
      }
      case 'a':
      case 'i':
      case 'c':
        while (at_ < text_.size() && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2 : 1;
        return true;
      case 'r':
      case 'R':
        judge_.path(rest_of_line(), false);
        return true;
      case 'w':
      case 'W':
        judge_.written({std::string(rest_of_line())}, false);
        return true;
      case 'e':
        run(rest_of_line());
        return true;
      case ':':
      case 'b':
      case 't':
      case 'T':
        while (at_ < text_.size() && text_[at_] != ';' && text_[at_] != '\n' && text_[at_] != '}') ++at_;
        return true;
      case '#':
        rest_of_line();
        return true;
      default:
        return std::string_view("0123456789$pdDgGhHxnNPqQlL=zFIMv").find(c) != std::string_view::npos;
    }
  }

  Judge& judge_;
  const Invocation& call_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

void judge_sed(Judge& judge, const Invocation& call) {
  const bool in_place = call.has("-i") || call.has("-I") || call.has("--in-place");
  if (in_place) judge.note(call, ShellClass::write, "-i changes files in place");
  bool scripted = false;
  for (const Option& each : call.options) {
    const bool file = each.name == "-f" || each.name == "--file";
    if (file) judge.note(call, ShellClass::exec, "runs a script that was not read");
    if (each.name == "-e" || each.name == "--expression") {
      if (!SedScript(judge, call, each.value).read() && each.known) judge.note(call, ShellClass::exec);
    }
    scripted = scripted || file || each.name == "-e" || each.name == "--expression";
  }
  std::size_t first = 0;
  // BSD: sed -i '' SCRIPT.
  if (in_place && call.positional(0).empty() && call.positionals.size() > 1) first = 1;
  if (!scripted && first < call.positionals.size()) {
    const Argument& script = call.words[call.positionals[first++]];
    const bool readable = SedScript(judge, call, script.text).read();
    const bool unknown = script.whole && !script.known;
    if (in_place && fits_one("d|1,$d|1d;1,$d|/^/d|//d|/.*/d|Q|q;d", script.text))
      judge.note(call, ShellClass::destructive, "-i d empties files");
    if (unknown || (!readable && script.known))
      judge.note(call, ShellClass::exec, "runs a script that cannot be read");
  }
  for (; first < call.positionals.size(); ++first) judge.path(call.positional(first), in_place);
}

}  // namespace callgate::analysis::shell
