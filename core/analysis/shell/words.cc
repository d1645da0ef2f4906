#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {

using Kind = Piece::Kind;

void Reader::add(Word& into, std::string_view text, bool quoted) {
  if (!into.pieces.empty() && into.pieces.back().kind == Kind::text && into.pieces.back().quoted == quoted) {
    into.pieces.back().text += text;
    return;
  }
  into.pieces.push_back({Kind::text, quoted, std::string(text), {}, {}, {}});
}

Word Reader::word() {
  Word word;
  pieces(word, Until::word);
  return word;
}

Word Reader::heredoc_body() {
  Word body;
  pieces(body, Until::end);
  return body;
}

void Reader::pieces(Word& into, Until until) {
  if (++depth_ > kDeepest) fail(kTooDeep);
  int open = 0;
  while (more()) {
    const char c = peek();
    if (until == Until::word && ends_word(c)) {
      // <( and >( belong to the word they stand in.
      if ((c == '<' || c == '>') && peek(1) == '(' && into.pieces.empty()) {
        substitution(into, false);
        continue;
      }
      if (c == '(' && !into.pieces.empty() && into.pieces.back().kind == Kind::text &&
          !into.pieces.back().quoted &&
          std::string_view("?*+@!").find(into.pieces.back().text.back()) != std::string_view::npos) {
        extended_pattern(into);
        continue;
      }
      break;
    }
    if (until == Until::double_quote && c == '"') break;
    if (until == Until::brace && c == '}') break;
    if (until == Until::arithmetic) {
      if (c == '(') ++open;
      if (c == ')' && open-- == 0) break;
    }
    if (special_piece(into, until)) continue;
    add(into, {&text_[at_], 1}, until != Until::word);
    ++at_;
  }
  --depth_;
}

// Quotes, escapes and expansions; false for a character that stands for itself.
bool Reader::special_piece(Word& into, Until until) {
  const char c = peek();
  const bool quoting = until == Until::word || until == Until::brace;
  const bool quoted = until != Until::word;
  if (c == '\\') {
    const char next = peek(1);
    if (next == '\n') {
      at_ += 2;
    } else if (at_ + 1 == text_.size()) {
      add(into, "\\", true), ++at_;
    } else if (quoting || next == '$' || next == '`' || next == '\\' ||
               (next == '"' && until == Until::double_quote)) {
      add(into, {&next, 1}, true), at_ += 2;
    } else {
      add(into, "\\", true), ++at_;
    }
    return true;
  }
  if (c == '$') {
    dollar(into, quoted && until != Until::brace);
    return true;
  }
  if (c == '`') {
    backtick(into, quoted);
    return true;
  }
  if (c == '\'' && quoting) {
    single_quote(into);
    return true;
  }
  if (c == '"' && (quoting || until == Until::arithmetic)) {
    double_quote(into);
    return true;
  }
  return false;
}

void Reader::single_quote(Word& into) {
  const std::size_t end = text_.find('\'', at_ + 1);
  if (end == std::string_view::npos) {
    fail("a quote that is not closed");
    return;
  }
  add(into, text_.substr(at_ + 1, end - at_ - 1), true);
  at_ = end + 1;
}

void Reader::double_quote(Word& into) {
  ++at_;
  add(into, "", true);  // "" is a word too
  pieces(into, Until::double_quote);
  if (!take("\"")) fail("a quote that is not closed");
}

void Reader::ansi_quote(Word& into) {
  at_ += 2;
  std::string text;
  while (more() && peek() != '\'') {
    if (peek() == '\\') {
      text += decode_escape(text_, at_);
    } else {
      text += text_[at_++];
    }
  }
  add(into, text, true);
  if (!take("'")) fail("a quote that is not closed");
}

void Reader::dollar(Word& into, bool quoted) {
  const char next = peek(1);
  if (next == '\'' && !quoted) return ansi_quote(into);
  if (next == '"' && !quoted) {
    ++at_;
    return double_quote(into);
  }
  if (next == '(') return substitution(into, quoted);
  if (next == '{') return braced_variable(into, quoted);
  if (next == '[') {  // the old spelling of $((…))
    at_ += 2;
    const std::size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) {
      fail("an arithmetic expression that is not closed");
      return;
    }
    into.pieces.push_back(aside(text_.substr(at_, end - at_)));
    at_ = end + 1;
    return;
  }
  std::size_t size = 1;
  if (name_start(next)) {
    while (name_part(peek(size))) ++size;
  } else if (next != '\0' && std::string_view("0123456789@*#?-$!").find(next) != std::string_view::npos) {
    size = 2;
  } else {
    add(into, "$", true);
    ++at_;
    return;
  }
  into.pieces.push_back({Kind::variable, quoted, std::string(text_.substr(at_ + 1, size - 1)), {}, {}, {}});
  at_ += size;
}

void Reader::braced_variable(Word& into, bool quoted) {
  at_ += 2;
  Piece piece{Kind::variable, quoted, {}, {}, {}, {}};
  if ((peek() == '!' || peek() == '#') && peek(1) != '}') piece.operation = text_.substr(at_++, 1);
  const std::size_t start = at_;
  while (more() && name_part(peek())) ++at_;
  if (at_ == start && more() && peek() != '}') ++at_;  // a special parameter: ${@:2}
  piece.text = text_.substr(start, at_ - start);
  if (peek() == '[') piece.operation += '[';
  const std::size_t operation = at_;
  while (more() && std::string_view(":-+=?#%/^,@").find(peek()) != std::string_view::npos) ++at_;
  piece.operation += text_.substr(operation, at_ - operation);
  piece.operand.emplace_back();
  pieces(piece.operand.back(), Until::brace);
  if (!take("}")) fail("a ${ that is not closed");
  if (piece.operation.empty() && !piece.operand.back().pieces.empty()) piece.operation = "?";
  into.pieces.push_back(std::move(piece));
}

void Reader::substitution(Word& into, bool quoted) {
  const std::size_t start = at_;
  const bool process = peek() != '$';
  if (!process && starts("$((")) {
    arithmetic(into, quoted, start);
    if (at_ != start || !problem_.empty()) return;
  }
  at_ += 2;
  if (++depth_ > kDeepest) fail(kTooDeep);
  Piece piece{process ? Kind::process : Kind::substitution, quoted, {}, {}, {}, {}};
  std::vector<Heredoc> outside;
  outside.swap(pending_);
  piece.script = list(')');
  pending_.swap(outside);
  --depth_;
  if (!take(")")) fail("a command substitution that is not closed");
  piece.text = text_.substr(start, at_ - start);
  into.pieces.push_back(std::move(piece));
}

// $((…)); leaves the cursor at `start` when it turns out to be a command substitution that begins with a
// subshell.
void Reader::arithmetic(Word& into, bool quoted, std::size_t start) {
  at_ += 3;
  Piece piece{Kind::arithmetic, quoted, {}, {}, {}, {}};
  piece.operand.emplace_back();
  const std::string before = problem_;
  pieces(piece.operand.back(), Until::arithmetic);
  if (problem_.empty() && take("))")) {
    piece.text = text_.substr(start, at_ - start);
    into.pieces.push_back(std::move(piece));
    return;
  }
  work_ += at_ - start;
  if (work_ > 8 * text_.size() + 1024) {
    fail("too intricate");
    return;
  }
  problem_ = before;
  at_ = start;
}

// Old substitutions: the text is cut out first, its escapes undone, and what remains is a program of its own.
void Reader::backtick(Word& into, bool quoted) {
  const std::size_t start = at_++;
  std::string inner;
  while (more() && peek() != '`') {
    const char next = peek(1);
    if (peek() == '\\' && (next == '`' || next == '\\' || next == '$' || (quoted && next == '"'))) ++at_;
    if (more()) inner += text_[at_++];
  }
  if (!take("`")) {
    fail("a backtick that is not closed");
    return;
  }
  Reader reader(inner, depth_ + 1);
  Piece piece{Kind::substitution, quoted, std::string(text_.substr(start, at_ - start)), {}, {}, {}};
  if (depth_ + 1 >= kDeepest) {
    fail(kTooDeep);
    return;
  }
  piece.script = reader.list('\0');
  work_ += reader.work();
  if (!reader.problem().empty()) fail(reader.problem());
  into.pieces.push_back(std::move(piece));
}

// ?(a|b), !(x): a pattern over file names; what is inside can hold expansions, which are read.
void Reader::extended_pattern(Word& into) {
  ++at_;
  Piece piece{Kind::unreadable, false, "(…)", {}, {}, {}};
  piece.operand.emplace_back();
  pieces(piece.operand.back(), Until::arithmetic);
  if (!take(")")) fail("a pattern that is not closed");
  into.pieces.push_back(std::move(piece));
}

}  // namespace callgate::analysis::shell
