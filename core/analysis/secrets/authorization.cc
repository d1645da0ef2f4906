// Credentials behind the name of their HTTP scheme (RFC 6750, RFC 7617).
#include <string>

#include "core/analysis/secrets/base64.h"
#include "core/analysis/secrets/finders.h"
#include "core/analysis/secrets/value.h"

namespace callgate::analysis {
namespace {

constexpr ByteSet kToken68{"0-9a-zA-Z._~+/=-"};
constexpr std::size_t kLongest = 4096;

// Behind the scheme, which begins one letter before `at`, and one blank or a few.
std::string_view credentials(std::string_view text, std::size_t at, std::size_t rest_of_scheme) {
  if (at == 0 || !begins_token(text, at - 1)) return {};
  const std::size_t begin = run_end(text, at + rest_of_scheme, kBlank, 4);
  std::size_t end = run_end(text, begin, kToken68, kLongest);
  while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  return text.substr(begin, end - begin);
}

Found found(std::string_view text, std::string_view part, std::string_view kind) {
  const auto begin = static_cast<std::size_t>(part.data() - text.data());
  return {begin, begin + part.size(), kind};
}

}  // namespace

Finding find_bearer(std::string_view text, std::size_t at) {
  const std::string_view token = credentials(text, at, 5);
  const bool jwt =
      token.starts_with("eyJ") && token.find('.') != token.npos && decode_base64(token).starts_with("{\"");
  if (!jwt && (token.size() < 10 || !looks_secret(token, 10))) return {};
  if (!jwt && token.find_first_of("0123456789") == token.npos && token.size() < 20) return {};
  return found(text, token, "bearer-token");
}

Finding find_basic(std::string_view text, std::size_t at) {
  const std::string_view token = credentials(text, at, 4);
  if (token.size() < 8) return {};
  const std::string pair = decode_base64(token);
  const auto colon = pair.find(':');
  if (colon == pair.npos || colon + 3 > pair.size() || pair.size() * 4 / 3 + 3 < token.size()) return {};
  for (const char c : pair) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) return {};
  }
  const std::string_view password = std::string_view(pair).substr(colon + 1);
  if (password == "pass" || password == "password" || password == "passwd" || is_placeholder(password))
    return {};
  return found(text, token, "basic-credentials");
}

Finding find_user_option(std::string_view text, std::size_t at) {
  constexpr ByteSet kUser{"0-9a-zA-Z._@+-"}, kPassword{"!#-&*-;=?-Z^-z~"};
  std::size_t begin = text[at] == ' ' ? at + 4 : at + 7;
  begin = run_end(text, begin, "\"'\\"_set, 2);
  const std::size_t colon = run_end(text, begin, kUser, 100);
  if (colon == begin || colon >= text.size() || text[colon] != ':') return {};
  const std::size_t end = run_end(text, colon + 1, kPassword, 200);
  const std::string_view password = text.substr(colon + 1, end - colon - 1);
  if (!looks_secret(password, 8)) return {};
  return found(text, password, "basic-credentials");
}

}  // namespace callgate::analysis
