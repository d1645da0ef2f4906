#include "core/analysis/placeholder.h"

#include <algorithm>
#include <iterator>

#include "core/analysis/words.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kMaxSize = 80;  // bytes

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name_start(char c) {
  return is_upper(c) || is_lower(c) || c == '_';
}

template <std::size_t N>
bool among(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// The text between two ends; empty if it has not got them, or has nothing between them.
std::string_view between(std::string_view text, std::string_view open, std::string_view close) {
  if (text.size() <= open.size() + close.size()) return {};
  if (text.substr(0, open.size()) != open || text.substr(text.size() - close.size()) != close) return {};
  return text.substr(open.size(), text.size() - open.size() - close.size());
}

// "user", "step_1.output": letters, digits, '_', and '.' or '-' between them.
bool is_reference(std::string_view name) {
  if (name.empty() || !is_name_start(name.front()) || name.back() == '.' || name.back() == '-') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return is_name_start(c) || is_digit(c) || c == '.' || c == '-'; });
}

// Variables that every shell knows: whoever writes them means them.
bool is_environment(std::string_view name) {
  constexpr std::string_view kKnown[] = {"HOME",   "PATH",     "USER",    "PWD", "OLDPWD",
                                         "SHELL",  "TMPDIR",   "TEMP",    "TMP", "LANG",
                                         "EDITOR", "HOSTNAME", "LOGNAME", "UID", "TERM"};
  return among(kKnown, name);
}

bool is_braced(std::string_view text) {
  const std::string_view name = between(text, "${", "}");
  return is_reference(name) && !is_environment(name);
}

bool is_mustache(std::string_view text) {
  std::string_view name = between(text, "{{", "}}");
  while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  constexpr std::string_view kStatements[] = {"end", "else", "break", "continue"};
  return is_reference(name) && !among(kStatements, name);
}

// "$v1" anywhere, "$user" where it is an argument of its own. "$HOME" and "$USD" mean themselves.
bool is_variable(std::string_view text, bool outermost) {
  if (text.size() < 2 || text.front() != '$' || !is_lower(text[1])) return false;
  const std::string_view name = text.substr(1);
  return is_reference(name) && (outermost || is_digit(name.back()));
}

// "<YOUR_API_KEY>", "<your key>", "<TOKEN>". A tag is one word, and none of these.
bool is_angled(std::string_view text) {
  const std::string_view inner = between(text, "<", ">");
  if (inner.empty() || !is_name_start(inner.front())) return false;
  const bool words = std::all_of(inner.begin(), inner.end(), [](char c) {
    return is_name_start(c) || is_digit(c) || c == '-' || c == ' ';
  });
  if (!words) return false;
  constexpr std::string_view kInvites[] = {"your",    "insert",      "enter", "replace",
                                           "missing", "placeholder", "todo"};
  constexpr std::string_view kWants[] = {"token", "key",      "secret", "password", "value",   "id",
                                         "name",  "username", "email",  "url",      "unknown", "redacted"};
  const std::vector<std::string> list = words_of(inner);
  if (among(kInvites, list.front())) return true;
  const bool capitals = std::none_of(inner.begin(), inner.end(), is_lower);
  return capitals && (list.size() > 1 || among(kWants, list.front()));
}

}  // namespace

bool is_placeholder(std::string_view text, bool outermost) {
  if (text.size() < 2 || text.size() > kMaxSize) return false;
  switch (text.front()) {
    case '$':
      return is_braced(text) || is_variable(text, outermost);
    case '{':
      return is_mustache(text);
    case '<':
      return is_angled(text);
    default:
      return false;
  }
}

bool may_hold_placeholder(std::string_view json) {
  return json.find('$') != json.npos || json.find('<') != json.npos || json.find("{{") != json.npos;
}

}  // namespace callgate::analysis
