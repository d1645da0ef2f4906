// Passwords in URLs: scheme://user:password@host.
#include <algorithm>
#include <array>
#include <string>

#include "core/analysis/secrets/finders.h"
#include "core/analysis/secrets/value.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongest = 400;

// What documents write where a password would stand.
bool is_documented(std::string_view user, std::string_view password) {
  std::string lower(password);
  for (char& c : lower) c = kUpper.has(c) ? static_cast<char>(c | 0x20) : c;
  constexpr std::array<std::string_view, 16> kStandIns{
      "password", "pass",     "passwd",       "passwort",      "pwd", "pw",  "pswd", "mypassword",
      "user",     "username", "userpassword", "user_password", "foo", "bar", "baz",  "port"};
  if (std::find(kStandIns.begin(), kStandIns.end(), lower) != kStandIns.end()) return true;
  if (lower == "secret" || lower == "p")
    return user == "user" || user == "username" || user == "u" || user == "me" || user == "foo";
  if (password.size() < 4 || run_end(password, 0, ByteSet("0-9:"), 6) == password.size())
    return true;  // "12:30"
  if (password.find_first_of("[]") != password.npos || password.starts_with("pserver:")) return true;
  return is_placeholder(password) || (password.size() < 8 && password == user);
}

}  // namespace

Finding find_url_password(std::string_view text, std::size_t at) {
  constexpr ByteSet kScheme{"0-9a-zA-Z+.-"}, kHost{"0-9a-zA-Z[${<%_"};
  constexpr ByteSet kOutside{" \t\r\n/?\"'<>`\\#,;(){}|"};
  const std::size_t scheme = run_begin(text, at, kScheme, 20);
  if (scheme == at || !kLetters.has(text[at - 1])) return {};
  const std::size_t begin = at + 3, limit = std::min(text.size(), begin + kLongest);
  std::size_t colon = 0, sign = 0;
  for (std::size_t p = begin; p < limit && (!kOutside.has(text[p])); ++p) {
    if (text[p] == ':' && colon == 0) colon = p;
    if (text[p] == '@') sign = p;
  }
  if (colon == 0 || sign <= colon + 1 || sign + 1 >= text.size() || !kHost.has(text[sign + 1])) return {};
  const std::string_view user = text.substr(begin, colon - begin);
  const std::string_view password = text.substr(colon + 1, sign - colon - 1);
  if (is_documented(user, password) || user.find('@') != user.npos) return {};
  return Found{colon + 1, sign, "url-password"};
}

}  // namespace callgate::analysis
