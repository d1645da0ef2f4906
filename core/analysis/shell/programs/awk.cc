#include <string_view>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"
#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {
namespace {

// Reads an awk program for what leaves it: files, pipes and commands.
class AwkProgram {
 public:
  AwkProgram(Judge& judge, const Invocation& call, std::string_view text)
      : judge_(judge), call_(call), text_(text) {}

  void read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        string();
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '/' && regex_may_begin()) {
        regex();
      } else if (name_start(c)) {
        name();
      } else {
        symbol(c);
      }
    }
    // What a shell behind it would get begins like this.
    if (!first_printed_.empty()) judge_.output({Input::Kind::data, first_printed_});
  }

 private:
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  // A string, kept as the last token.
  void string() {
    last_string_.clear();
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      if (text_[at_] == '\\') {
        last_string_ += decode_escape(text_, at_);
      } else {
        last_string_ += text_[at_++];
      }
    }
    ++at_;
    if (printing_ && first_printed_.empty()) first_printed_ = last_string_;
    if (first_string_.empty()) first_string_ = last_string_;
    last_ = '"';
    if (last_string_.find("/inet") != std::string::npos) {
      judge_.note(call_, ShellClass::network, "opens a connection");
    }
  }

  bool regex_may_begin() const {
    return std::string_view("(,{}!&|~;\n\0").find(last_) != std::string_view::npos || last_ == '\0';
  }

  void regex() {
    bool inside = false;
    for (++at_; at_ < text_.size() && (text_[at_] != '/' || inside) && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\')
        ++at_;
      else if (text_[at_] == '[')
        inside = true;
      else if (text_[at_] == ']')
        inside = false;
    }
    ++at_;
    last_ = '/';
  }

  // What is between here and the end of a string literal; nothing when something else stands here.
  bool literal(char closer) {
    last_string_.clear();
    blanks();
    if (at_ >= text_.size() || text_[at_] != '"') return false;
    string();
    blanks();
    const char next = at_ < text_.size() ? text_[at_] : '\0';
    return next == closer || next == '\0' || next == ';' || next == '}' || next == '\n' || next == ')';
  }

  void run(bool known) {
    if (!known) judge_.note(call_, ShellClass::exec, "runs a command that its program puts together");
    // Of one that is put together the beginning may be written out.
    judge_.script(last_string_);
  }

  void name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && name_part(text_[at_])) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (word == "print" || word == "printf") {
      printing_ = true;
      depth_ = 0;
    } else if (word == "ENVIRON") {
      judge_.reveals_secrets();
    } else if (word == "system") {
      blanks();
      if (at_ < text_.size() && text_[at_] == '(') {
        ++at_;
        const bool known = literal(')');
        run(known);
        if (!known) judge_.script(first_string_);
      }
    } else if (word == "getline" && piped_) {
      run(piped_literal_);
    }
    piped_ = false;
    last_ = 'a';
  }

  void symbol(char c) {
    ++at_;
    if (c == ' ' || c == '\t') return;
    if (c == '(') ++depth_;
    if (c == ')') --depth_;
    if (c == ';' || c == '}' || c == '\n') printing_ = false;
    if (c == '@') judge_.note(call_, ShellClass::exec, "calls or loads code that is not in its program");
    if (c == '>' && printing_ && depth_ == 0) {
      if (at_ < text_.size() && text_[at_] == '>') ++at_;
      const bool known = literal('}');
      judge_.written({known ? last_string_ : "(a file named by its program)"}, true);
      return;
    }
    if (c == '|' && at_ < text_.size() && text_[at_] == '|') {
      ++at_;
    } else if (c == '|') {
      const bool coprocess = at_ < text_.size() && text_[at_] == '&';
      if (coprocess) ++at_;
      if (printing_ && depth_ == 0) {
        run(literal('}'));
        if (fits_one("sh|bash|/bin/sh|/bin/bash|sudo sh|xargs", last_string_)) judge_.script(first_printed_);
        return;
      }
      piped_ = true;
      piped_literal_ = last_ == '"';
    } else {
      piped_ = false;
    }
    last_ = c;
  }

  Judge& judge_;
  const Invocation& call_;
  std::string_view text_;
  std::size_t at_ = 0;
  char last_ = '\0';  // the token before: a symbol, 'a' for a name, '"' for a string
  std::string last_string_, first_string_, first_printed_;
  int depth_ = 0;
  bool printing_ = false, piped_ = false, piped_literal_ = false;
};

}  // namespace

void judge_awk(Judge& judge, const Invocation& call) {
  bool scripted = false;
  for (const Option& each : call.options) {
    const bool file =
        each.name == "-f" || each.name == "-E" || each.name == "--file" || each.name == "--exec";
    scripted = scripted || file || each.name == "-e" || each.name == "--source";
    if (file || each.name == "-l" || each.name == "--load") {
      judge.note(call, ShellClass::exec, "runs a program that was not read");
    }
    if (each.name == "-e" || each.name == "--source") AwkProgram(judge, call, each.value).read();
    if (each.name == "-i" || each.name == "--include") {
      judge.note(call, each.value == "inplace" ? ShellClass::write : ShellClass::exec,
                 "changes files or loads code");
    }
  }
  std::size_t first = 0;
  if (!scripted && !call.positionals.empty()) {
    const Argument& program = call.words[call.positionals[first++]];
    if (!program.known && program.whole)
      judge.note(call, ShellClass::exec, "runs a program that is not known");
    AwkProgram(judge, call, program.text).read();
  }
  for (; first < call.positionals.size(); ++first) judge.path(call.positional(first), false);
}

}  // namespace callgate::analysis::shell
