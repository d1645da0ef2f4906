#include "core/config/tokens.h"

#include "core/config/lexer.h"

namespace callgate::config {
namespace {

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool ends_scalar(char c) {
  return blank(c) || std::string_view(",:{}[]/\"").find(c) != std::string_view::npos;
}

// Moves past one token, whose kind comes back.
TokenKind pass(Lexer& lexer) {
  const char first = lexer.peek();
  if (first == '"') {
    std::string decoded;
    lexer.string(decoded);
    return TokenKind::scalar;
  }
  if (first == '/' && lexer.peek(1) == '/') {
    while (!lexer.end() && lexer.peek() != '\n') lexer.step();
    return TokenKind::line_comment;
  }
  if (first == '/') {
    lexer.step(2);
    while (!lexer.end() && !(lexer.peek() == '*' && lexer.peek(1) == '/')) lexer.step();
    if (!lexer.end()) lexer.step(2);
    return TokenKind::block_comment;
  }
  lexer.step();
  if (first == '{' || first == '[') return TokenKind::open;
  if (first == '}' || first == ']') return TokenKind::close;
  if (first == ',') return TokenKind::comma;
  if (first == ':') return TokenKind::colon;
  while (!lexer.end() && !ends_scalar(lexer.peek())) lexer.step();
  return TokenKind::scalar;
}

}  // namespace

std::vector<Token> tokens_of(const SourcePtr& source) {
  Problems problems;
  Lexer lexer(source, problems);
  std::vector<Token> tokens;
  if (!lexer.open()) return tokens;
  for (;;) {
    std::size_t newlines = 0;
    for (; !lexer.end() && blank(lexer.peek()); lexer.step()) newlines += lexer.peek() == '\n';
    if (lexer.end()) return tokens;
    const std::size_t begin = lexer.here().offset;
    const TokenKind kind = pass(lexer);
    if (!problems.empty()) return tokens;
    std::string_view text = std::string_view(source->text).substr(begin, lexer.here().offset - begin);
    if (kind == TokenKind::line_comment) {
      while (blank(text.back())) text.remove_suffix(1);
    }
    tokens.push_back({kind, text, newlines});
  }
}

}  // namespace callgate::config
