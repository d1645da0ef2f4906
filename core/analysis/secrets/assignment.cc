// Secrets told by the name they are given to: NAME=value, "name": "value", name => 'value', --name value,
// <name>value</name>, name%3Dvalue.
#include <algorithm>
#include <array>

#include "core/analysis/secrets/finders.h"
#include "core/analysis/secrets/key_names.h"
#include "core/analysis/secrets/value.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongestName = 60, kLongestValue = 512, kMostBlanks = 8, kLeastMember = 6;
constexpr ByteSet kName{"0-9a-zA-Z_.-"}, kQuotes{"\"'`"};

struct Name {
  std::size_t begin, end;
};

Name name_around(std::string_view text, std::size_t at) {
  std::size_t begin = run_begin(text, at, kName, kLongestName);
  std::size_t end = run_end(text, at, kName, kLongestName);
  // "api key": the trigger spans the blank.
  if (end + 4 <= text.size() && end < at + 3 && text[end] == ' ' && (text[end + 1] | 0x20) == 'k') end += 4;
  if (begin > 0 && text[begin - 1] == '\\' && begin < at) ++begin;  // of "\nNAME"
  // "the secret access key: …": the words before belong to it.
  for (int words = 0; words < 2 && begin > 1 && text[begin] != '-' && text[begin - 1] == ' ' &&
                      kLetters.has(text[begin - 2]);
       ++words) {
    begin = run_begin(text, begin - 1, kLetters, 20);
  }
  return {begin, end};
}

// Behind `value=`, `"value":`, `value:`, also on the next line; `p` where none stands: <add key="…"
// value="…"/>, and the lists of names and values that containers are given.
std::size_t behind_label(std::string_view text, std::size_t p) {
  constexpr std::size_t kFar = 24;
  std::size_t at = run_end(text, p, " \t\r\n,\"'\\"_set, kFar);
  if (at > p && text[at - 1] == '\\') return p;
  if ((text.substr(at, 5) != "value" && text.substr(at, 5) != "Value") || at == p) return p;
  at = run_end(text, at + 5, "\\\"'"_set, 4);
  return at < text.size() && (text[at] == '=' || text[at] == ':') ? at + 1 : p;
}

// Where the value begins, its opening quote included; 0: nothing is assigned.
std::size_t value_begin(std::string_view text, const Name& name) {
  std::size_t p = name.end;
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  const bool option = name.end - name.begin > 2 && text.substr(name.begin, 2) == "--";
  if (at(p) == '>' && name.begin > 0 && text[name.begin - 1] == '<') return p + 1;
  if (text.substr(p, 3) == "%3D" || text.substr(p, 3) == "%3d") return p + 3;
  p = run_end(text, p, "\\\"'`]"_set, 6);
  const std::size_t quoted = p;
  const std::size_t label = behind_label(text, quoted > name.end ? quoted - 1 : quoted);
  const bool labelled = label > quoted;
  p = run_end(text, p, kBlank, kMostBlanks);
  // "machine host login user password value" of .netrc.
  const bool netrc = p > name.end && text.substr(name.begin, 6) == "login ";
  if (labelled) {
    p = label;
  } else if (at(p) == '=' || at(p) == ':') {
    p = run_end(text, p, ":=>"_set, 2);
  } else if (at(p) == ',' && quoted > name.end) {
    ++p;
  } else if (!(option && p > name.end) && !netrc) {
    return 0;
  }
  p = run_end(text, p, kBlank, kMostBlanks);
  return at(p) == '\\' && kQuotes.has(at(p + 1)) ? p + 1 : p;
}

std::string_view value_at(std::string_view text, std::size_t begin) {
  if (begin >= text.size()) return {};
  const std::size_t limit = std::min(text.size(), begin + kLongestValue);
  if (const char quote = text[begin]; kQuotes.has(quote)) {
    std::size_t end = begin + 1;
    while (end < limit && text[end] != quote && text[end] != '\n' && text[end] != '\\') ++end;
    if (end == limit || text[end] == '\n') return {};
    return text.substr(begin + 1, end - begin - 1);
  }
  constexpr ByteSet kEnds{" \t\r\n\"'`,;)}]&<>|\\"};
  std::size_t end = begin;
  while (end < limit && !kEnds.has(text[end])) ++end;
  // At the limit, no character is cut.
  while (end < text.size() && end > begin && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  while (end > begin && (text[end - 1] == '.' || text[end - 1] == ':')) --end;
  return text.substr(begin, end - begin);
}

// A member of JSON, also of JSON inside of JSON: name and value in double quotes.
bool is_member(std::string_view text, const Name& name, std::size_t begin) {
  return name.begin > 0 && text[name.begin - 1] == '"' && begin < text.size() && text[begin] == '"' &&
         text.substr(name.end, begin - name.end).find(':') != std::string_view::npos;
}

// AWS writes the second half of its pair of keys as 40 characters of base64.
bool is_aws_secret(std::string_view value) {
  return value.size() == 40 && run_end(value, 0, "0-9a-zA-Z+/"_set) == 40 && run_end(value, 0, kAnyHex) != 40;
}

// "token=name=…": another name, whose own turn comes.
bool is_name(std::string_view text, std::size_t begin) {
  const std::size_t end = run_end(text, begin, "a-zA-Z_-"_set, kLongestName);
  return end + 1 < text.size() && text[end] == '=' && kAlnum.has(text[end + 1]);
}

// Without quotes, an expression: "options.token??other".
bool is_code(std::string_view text, std::size_t begin, std::string_view value) {
  if (kQuotes.has(text[begin])) return false;
  const auto padding = value.find_last_not_of('=');
  const std::string_view inner = value.substr(0, padding == value.npos ? 0 : padding + 1);
  for (const std::string_view sign : {"??", "==", "&&", "++", "?."}) {
    if (inner.find(sign) != inner.npos) return true;
  }
  return false;
}

// "HEROKU_API_KEY=…", "//registry/:_authToken=…": what else names things, is a secret there.
bool takes_uuid(std::string_view key) {
  const bool variable =
      key.find('_') != key.npos && std::ranges::none_of(key, [](char c) { return kLower.has(c); });
  return variable || key.ends_with("_authToken") || key.starts_with("X-");
}

// "Authorization: token 0123…": what stands behind the scheme.
std::string_view behind_scheme(std::string_view text, std::string_view value) {
  constexpr std::array<std::string_view, 6> kSchemes{"token", "Token", "ApiKey", "apikey", "Api-Key", "key"};
  if (std::ranges::find(kSchemes, value) == kSchemes.end()) return value;
  const auto end = static_cast<std::size_t>(value.data() - text.data()) + value.size();
  return value_at(text, run_end(text, end, kBlank, 2));
}

bool mentions(std::string_view name, std::string_view word) {
  const auto same = [](char a, char b) { return (a | 0x20) == b; };
  return std::search(name.begin(), name.end(), word.begin(), word.end(), same) != name.end();
}

}  // namespace

Finding find_assigned(std::string_view text, std::size_t at, std::size_t least) {
  const Name name = name_around(text, at);
  const std::size_t begin = value_begin(text, name);
  if (begin == 0 || is_name(text, begin)) return {};
  const std::string_view key = text.substr(name.begin, name.end - name.begin);
  std::string_view value = value_at(text, begin);
  if (key.ends_with("uthorization")) value = behind_scheme(text, value);
  const bool member = is_member(text, name, begin);
  if (value.size() < (member ? std::min(least, kLeastMember) : least)) return {};
  // What stands for a secret names none.
  const bool blank = text.substr(0, name.begin).ends_with("[redacted:");
  if (key == "PASS" || blank || !key_names_secret(key)) return {};
  const bool aws = is_aws_secret(value) && (mentions(key, "aws") || mentions(key, "access"));
  const bool chosen = member && looks_chosen(value);
  const bool uuid = is_uuid(value) && takes_uuid(key);
  if (!aws && !chosen && !uuid && (is_code(text, begin, value) || !looks_secret(value, least))) return {};
  const auto where = static_cast<std::size_t>(value.data() - text.data());
  return Found{where, where + value.size(), aws ? "aws-secret-key" : "generic-secret"};
}

bool may_be_assigned(std::string_view raw, std::size_t at, std::size_t least) {
  const std::size_t begin = value_begin(raw, name_around(raw, at));
  if (begin == 0) return false;
  const std::string_view value = value_at(raw, begin);
  const std::size_t end = begin + value.size() + (begin < raw.size() && kQuotes.has(raw[begin]) ? 1 : 0);
  const bool cut = end + 1 < raw.size() && raw[end] == '\\' && !"nrt\""_set.has(raw[end + 1]);
  return cut || find_assigned(raw, at, least);
}

}  // namespace callgate::analysis
