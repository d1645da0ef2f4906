#include <algorithm>

#include "core/analysis/shell/parser.h"
#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {

bool Reader::take(std::string_view what) {
  if (!problem_.empty() || !starts(what)) return false;
  at_ += what.size();
  return true;
}

bool Reader::fail(std::string_view problem) {
  if (problem_.empty()) problem_ = problem;
  return false;
}

void Reader::blanks() {
  while (more()) {
    const char c = peek();
    if (c == ' ' || c == '\t') {
      ++at_;
    } else if (c == '\\' && peek(1) == '\n') {
      at_ += 2;
    } else if (c == '#') {
      while (more() && peek() != '\n') ++at_;
    } else {
      return;
    }
  }
}

std::string_view Reader::plain() const {
  std::size_t size = 0;
  // No keyword is longer than "function".
  while (size < 10 && at_ + size < text_.size() && !ends_word(peek(size))) ++size;
  return text_.substr(at_, size);
}

bool Reader::keyword(std::string_view word) {
  blanks();
  if (!more() || plain() != word) return false;
  at_ += word.size();
  return true;
}

// Blanks, newlines and single ; between commands; heredocs begin behind a newline.
void Reader::separators() {
  while (more()) {
    blanks();
    if (peek() == '\n') {
      ++at_;
      heredocs();
    } else if (peek() == ';' && peek(1) != ';' && peek(1) != '&') {
      ++at_;
    } else {
      return;
    }
  }
}

bool Reader::ends_list() const {
  if (!problem_.empty() || at_ >= text_.size()) return true;
  const char c = peek();
  if (c == ')') return true;
  if (c == ';') return true;  // ;; of a case: single ones were skipped
  static constexpr std::string_view kClosers[] = {"then", "do", "done", "fi", "elif", "else", "esac", "}"};
  return std::find(std::begin(kClosers), std::end(kClosers), plain()) != std::end(kClosers);
}

List Reader::list(char closer) {
  List list;
  bool behind_and = false, behind_or = false;
  separators();
  while (!ends_list()) {
    const std::size_t before = at_;
    list.pipelines.push_back(pipeline());
    if (at_ == before) fail("an operator where a command should be");
    list.pipelines.back().behind_and = behind_and;
    list.pipelines.back().behind_or = behind_or;
    blanks();
    behind_and = take("&&");
    behind_or = !behind_and && take("||");
    if (behind_and || behind_or) {
      separators();
      if (!more()) fail("a && or || that leads nowhere");
    } else if (peek() == '&' && take("&")) {
      list.pipelines.back().background = true;
    }
    separators();
  }
  if (closer == '\0' && more()) fail("a word or bracket that closes nothing");
  return list;
}

Pipeline Reader::pipeline() {
  Pipeline pipeline;
  for (;;) {
    blanks();
    if (plain() == "!") ++at_, blanks();
    if (plain() == "time") {
      at_ += 4;
      blanks();
      if (plain() == "-p") at_ += 2, blanks();
    }
    pipeline.commands.push_back(command());
    blanks();
    if (peek() != '|' || peek(1) == '|' || !more()) return pipeline;
    ++at_;
    if (peek() == '&') ++at_;
    separators();
    if (!more()) {
      fail("a pipe that leads nowhere");
      return pipeline;
    }
  }
}

Command Reader::command() {
  Command command;
  if (++depth_ > kDeepest) {
    fail(kTooDeep);
  } else if (compound(command)) {
    redirects(command);
  } else {
    command = simple();
  }
  --depth_;
  return command;
}

void Reader::redirects(Command& command) {
  blanks();
  while (more() && redirect(command)) blanks();
}

Command Reader::simple() {
  Command command;
  while (more()) {
    blanks();
    if (redirect(command)) continue;
    if ((command.words.empty() || declares_array(command)) && assignment(command)) continue;
    const char c = peek();
    if (!more() || c == '\n' || c == ';' || c == '&' || c == '|' || c == ')') break;
    if (c == '(') {
      // name() { … }: a function; anywhere else a bracket is an error.
      if (command.words.size() == 1 && command.words[0].pieces.size() == 1 && peek(1) == ')') {
        command.name = command.words[0].pieces[0].text;
        at_ += 2;
        function(command);
        return command;
      }
      fail("a bracket where none may be");
      break;
    }
    command.words.push_back(word());
  }
  return command;
}

// declare NAME=(…): the only builtins whose words may hold an array.
bool Reader::declares_array(const Command& command) const {
  constexpr std::string_view kBuiltins[] = {"declare", "typeset", "local", "export", "readonly"};
  std::size_t size = 0;
  while (name_part(peek(size))) ++size;
  if (peek(size) == '+') ++size;
  if (peek(size) != '=' || peek(size + 1) != '(' || command.words[0].pieces.size() != 1) return false;
  const std::string& first = command.words[0].pieces[0].text;
  return std::find(std::begin(kBuiltins), std::end(kBuiltins), first) != std::end(kBuiltins);
}

// NAME=value, NAME+=value, NAME[…]=value in front of a command.
bool Reader::assignment(Command& command) {
  std::size_t size = 0;
  if (!name_start(peek())) return false;
  while (name_part(peek(size))) ++size;
  std::size_t equals = size;
  std::string_view index;
  if (peek(equals) == '[') {
    const std::size_t close = text_.substr(at_, 200).find(']');
    if (close == std::string_view::npos) return false;
    index = text_.substr(at_ + size + 1, close - size - 1);
    equals = close + 1;
  }
  Assignment assignment{std::string(text_.substr(at_, size)), peek(equals) == '+', {}};
  if (assignment.append) ++equals;
  if (peek(equals) != '=') return false;
  at_ += equals + 1;
  if (peek() == '(') {
    assignment.value = array();
  } else {
    assignment.value = word();
  }
  // An element is not followed, but its index can hold commands.
  if (equals > size + 1) assignment.value.pieces.push_back(aside(index));
  command.assignments.push_back(std::move(assignment));
  return true;
}

// Text that bash expands like the inside of quotes, as a piece whose value is not followed.
Piece Reader::aside(std::string_view text) {
  Piece piece{Piece::Kind::unreadable, false, "[…]", {}, {}, {}};
  Reader reader(text, depth_ + 1);
  piece.operand.push_back(reader.heredoc_body());
  work_ += reader.work();
  if (!reader.problem().empty()) fail(reader.problem());
  return piece;
}

// (a b c): its words may hold substitutions; as a value it is not followed.
Word Reader::array() {
  Word all;
  all.pieces.push_back({Piece::Kind::unreadable, false, "(…)", {}, {}, {}});
  ++at_;
  while (more()) {
    blanks();
    if (take("\n")) continue;
    if (take(")")) return all;
    if (ends_word(peek()) && !((peek() == '<' || peek() == '>') && peek(1) == '(')) break;
    all.pieces[0].operand.push_back(word());
  }
  fail("an array that is not closed");
  return all;
}

bool Reader::starts_redirect() const {
  std::size_t digits = 0;
  while (peek(digits) >= '0' && peek(digits) <= '9') ++digits;
  const char c = peek(digits);
  if (c == '&' && digits == 0) return peek(1) == '>';
  if (c != '<' && c != '>') return false;
  return peek(digits + 1) != '(';  // <( is a word
}

void Reader::name_redirect(Redirect& redirect) {
  using Kind = Redirect::Kind;
  struct Operator {
    std::string_view spelled;
    Kind kind;
  };
  static constexpr Operator kOperators[] = {
      {"<<<", Kind::herestring},   {"<<-", Kind::heredoc}, {"<<", Kind::heredoc}, {"<&", Kind::duplicate_in},
      {"<>", Kind::both},          {"<", Kind::read},      {">>", Kind::append},  {">|", Kind::write},
      {">&", Kind::duplicate_out}, {">", Kind::write},
  };
  for (const Operator& each : kOperators) {
    if (!take(each.spelled)) continue;
    redirect.kind = each.kind;
    if (each.spelled == "<<-") redirect.body = std::make_shared<Word>();  // marks that tabs go
    return;
  }
}

bool Reader::redirect(Command& command) {
  if (peek() == '{') {  // {name}>file
    std::size_t size = 1;
    while (name_part(peek(size))) ++size;
    if (size < 2 || peek(size) != '}' || (peek(size + 1) != '<' && peek(size + 1) != '>')) return false;
    at_ += size + 1;
  }
  if (!more() || !starts_redirect()) return false;
  Redirect redirect;
  if (peek() == '&') {
    ++at_;
    redirect.descriptor = -2;
  } else if (peek() != '<' && peek() != '>') {
    redirect.descriptor = peek() - '0';
    while (peek() >= '0' && peek() <= '9') ++at_;
  }
  name_redirect(redirect);
  blanks();
  if (!more() || (ends_word(peek()) && peek(1) != '(')) return fail("a redirection without a target");
  redirect.target = word();
  if (redirect.kind == Redirect::Kind::heredoc) {
    Heredoc heredoc{std::make_shared<Word>(), {}, redirect.body != nullptr, false};
    for (const Piece& piece : redirect.target.pieces) {
      heredoc.delimiter += piece.text;
      heredoc.literal |= piece.quoted;
      if (piece.kind != Piece::Kind::text) fail("a heredoc whose end is not plain");
    }
    redirect.body = heredoc.body;
    pending_.push_back(std::move(heredoc));
  }
  command.redirects.push_back(std::move(redirect));
  return true;
}

void Reader::heredocs() {
  std::vector<Heredoc> pending;
  pending.swap(pending_);
  for (Heredoc& heredoc : pending) {
    std::string body;
    while (at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      std::string_view line = text_.substr(at_, end - at_);
      at_ = std::min(end + 1, text_.size());
      if (heredoc.strip) line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
      if (line == heredoc.delimiter) break;
      body += line;
      body += '\n';
    }
    if (heredoc.literal) {
      add(*heredoc.body, body, true);
      continue;
    }
    Reader reader(body, depth_ + 1);
    *heredoc.body = reader.heredoc_body();
    work_ += reader.work();
    if (!reader.problem().empty()) fail(reader.problem());
  }
}

Parsed parse(std::string_view text, int depth) {
  Reader reader(text, depth);
  Parsed parsed;
  if (text.find('\0') != std::string_view::npos) {
    parsed.problem = "a byte that no shell reads";
    return parsed;
  }
  parsed.list = reader.list('\0');
  parsed.problem = reader.problem();
  parsed.work = reader.work();
  return parsed;
}

}  // namespace callgate::analysis::shell
