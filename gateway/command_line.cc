#include "gateway/command_line.h"

namespace callgate {
namespace {

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Reads one word from `at` on, which stands on its first character.
Result<std::string> word(std::string_view text, std::size_t& at) {
  std::string out;
  char quote = '\0';
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote == '\0' && blank(c)) break;
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'') {
      if (at + 1 == text.size()) return error(Errc::invalid, "it ends with a backslash");
      const char next = text[++at];
      if (quote == '"' && std::string_view("\"\\$`").find(next) == std::string_view::npos) out += c;
      out += next;
    } else {
      out += c;
    }
  }
  if (quote != '\0') return error(Errc::invalid, std::string("the quote ") + quote + " is never closed");
  return out;
}

}  // namespace

Result<std::vector<std::string>> split_command(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0;;) {
    while (at < text.size() && blank(text[at])) ++at;
    if (at == text.size()) return words;
    CALLGATE_TRY(next, word(text, at));
    words.push_back(std::move(next));
  }
}

Result<NamedCommand> parse_named_command(std::string_view text) {
  const std::size_t mark = text.find('=');
  if (mark == std::string_view::npos || mark == 0) {
    return error(Errc::invalid, "it has the form NAME='COMMAND ARGS…'");
  }
  CALLGATE_TRY(words, split_command(text.substr(mark + 1)));
  if (words.empty() || words[0].empty()) return error(Errc::invalid, "there is no command after the \"=\"");
  return NamedCommand{std::string(text.substr(0, mark)), std::move(words)};
}

}  // namespace callgate
