// A JSONC text as its tokens, comments among them: for whoever changes a text and keeps its spelling.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/config/report.h"

namespace callgate::config {

enum class TokenKind : std::uint8_t { open, close, comma, colon, scalar, line_comment, block_comment };

struct Token {
  TokenKind kind;
  std::string_view text;     // as spelled; without the blanks at the end of a line comment
  std::size_t newlines = 0;  // between the token before and this one

  bool is_comment() const { return kind == TokenKind::line_comment || kind == TokenKind::block_comment; }
};

// All tokens of a text that parse_jsonc has read. Views into the source, which must outlive them. Keys are
// scalars. A byte order mark is passed over.
std::vector<Token> tokens_of(const SourcePtr& source);

}  // namespace callgate::config
