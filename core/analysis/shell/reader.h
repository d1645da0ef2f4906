// The parser's cursor over the text: characters and words below, commands above.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/analysis/shell/syntax.h"

namespace callgate::analysis::shell {

// Recursive descent without a token list, since in a shell the grammar decides where words end. The first
// problem is kept and ends the reading: every loop asks `more()`.
class Reader {
 public:
  Reader(std::string_view text, int depth) : text_(text), depth_(depth) {}

  // A whole program; stops before `closer`, which must follow when it is not '\0'.
  List list(char closer);
  // One piece after the other up to the end of the text: the inside of a heredoc that expands.
  Word heredoc_body();

  const std::string& problem() const { return problem_; }
  std::size_t work() const { return work_ + at_; }

 private:
  static constexpr int kDeepest = 40;
  // Where a run of pieces ends.
  enum class Until : unsigned char { word, double_quote, brace, arithmetic, end };

  struct Heredoc {
    std::shared_ptr<Word> body;
    std::string delimiter;
    bool strip = false, literal = false;
  };

  // grammar.cc
  Pipeline pipeline();
  Command command();
  Command simple();
  bool redirect(Command& command);
  bool starts_redirect() const;
  void name_redirect(Redirect& redirect);
  bool assignment(Command& command);
  bool declares_array(const Command& command) const;
  Word array();
  Piece aside(std::string_view text);
  bool ends_list() const;
  void separators();
  void heredocs();

  // compounds.cc
  bool compound(Command& command);
  void condition(Command& command);
  void loop(Command& command);
  void counted_loop(Command& command);
  void choice(Command& command);
  void function(Command& command);
  void test(Command& command);
  void redirects(Command& command);
  List body(std::string_view closer);

  // words.cc
  Word word();
  void pieces(Word& into, Until until);
  bool special_piece(Word& into, Until until);
  void dollar(Word& into, bool quoted);
  void braced_variable(Word& into, bool quoted);
  void substitution(Word& into, bool quoted);
  void arithmetic(Word& into, bool quoted, std::size_t start);
  void backtick(Word& into, bool quoted);
  void ansi_quote(Word& into);
  void single_quote(Word& into);
  void double_quote(Word& into);
  void extended_pattern(Word& into);
  static void add(Word& into, std::string_view text, bool quoted);

  bool more() const { return at_ < text_.size() && problem_.empty(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool take(std::string_view what);
  bool fail(std::string_view problem);
  void blanks();
  // The plain characters ahead up to the next blank or operator, without consuming them.
  std::string_view plain() const;
  bool keyword(std::string_view word);

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_;
  std::size_t work_ = 0;  // characters read again, or by other readers
  std::string problem_;
  std::vector<Heredoc> pending_;
};

// Whether `c` ends an unquoted word.
constexpr bool ends_word(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '&' || c == '|' || c == '<' || c == '>' ||
         c == '(' || c == ')';
}
constexpr bool name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool name_part(char c) {
  return name_start(c) || (c >= '0' && c <= '9');
}
// The characters of $'…' escapes, decoded; `at` stands on the backslash and is left behind the escape.
std::string decode_escape(std::string_view text, std::size_t& at);

}  // namespace callgate::analysis::shell
