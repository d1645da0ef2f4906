#include "core/analysis/secrets/value.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/analysis/byte_set.h"
#include "core/analysis/shape.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kJudged = 160;  // characters of a value that tell what the rest is

// By the first letter, a bit for every second one that follows it in words.
constexpr std::array<std::uint32_t, 26> kBigrams{
    0x1febd7f, 0x19edb5d, 0x1bedd9f, 0x1164f1f, 0x1ffffff, 0x11e4935, 0x01ef9d5, 0x01e7911, 0x2befc7f,
    0x0144011, 0x0144151, 0x13ccd7f, 0x114d91b, 0x13cfdfd, 0x07effff, 0x11eeddd, 0x0100000, 0x17efd7d,
    0x15efdb5, 0x1ded9bd, 0x08eb97f, 0x0005111, 0x0466191, 0x08c9115, 0x00ef810, 0x0000111};

constexpr std::array<std::string_view, 29> kStandIns{
    "example",  "placeholder",  "changeme",      "change-me",     "change_me",   "your-",
    "your_",    "yourpass",     "yourtoken",     "yourkey",       "yoursecret",  "dummy",
    "redacted", "insert",       "replace",       "xxxxx",         "*****",       "...",
    "todo",     "undefined",    "my-secret",     "my_secret",     "mysecret",    "not-a-",
    "fake-",    "012345678901", "0123456789abc", "1234567890abc", "123456789012"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = kUpper.has(c) ? static_cast<char>(c | 0x20) : c;
  return out;
}

// One character again and again, or hardly more.
bool monotonous(std::string_view value) {
  std::array<bool, 256> seen{};
  std::size_t kinds = 0;
  for (const char c : value) {
    bool& there = seen[static_cast<unsigned char>(c)];
    kinds += !there;
    there = true;
  }
  return kinds <= std::min<std::size_t>(value.size() / 8 + 1, 8) && value.size() >= 8;
}

bool common_pair(char a, char b) {
  const unsigned first = static_cast<unsigned>((a | 0x20) - 'a'),
                 second = static_cast<unsigned>((b | 0x20) - 'a');
  return kBigrams[first] >> second & 1;
}

// How unlike words a pair of neighbours is, in tenths.
unsigned oddity(char a, char b) {
  constexpr ByteSet kJoints{"_./: -"};
  if (kLetters.has(a) && kLetters.has(b)) {
    if (kLower.has(a) && kUpper.has(b)) return 3;
    return common_pair(a, b) ? 0 : 10;
  }
  if (kDigits.has(a) && kDigits.has(b)) return 3;
  if (kAlnum.has(a) && kAlnum.has(b)) return 8;
  return kJoints.has(a) || kJoints.has(b) ? 0 : 6;
}

unsigned classes(std::string_view value) {
  bool found[4] = {};
  for (const char c : value) {
    found[kLower.has(c) ? 0 : kUpper.has(c) ? 1 : kDigits.has(c) ? 2 : 3] = true;
  }
  return static_cast<unsigned>(found[0] + found[1] + found[2] + found[3]);
}

// Text for another reader: URLs, paths, calls, templates, markup, mail addresses, lists.
bool is_other_text(std::string_view value) {
  if (value.find("://") != value.npos || value.find("::") != value.npos) return true;
  if (value.find_first_of(" \t<>(){}[]|\"'`;,\\") != value.npos) return true;
  if (value.front() == '/' || value.front() == '.' || value.front() == '~' || value.front() == '#')
    return true;
  const auto at = value.find('@');
  return at != value.npos && at > 0 && value.find('.', at) != value.npos &&
         run_end(value, at + 1, "0-9a-zA-Z._-"_set) == value.size();
}

// A digest says of itself what it is.
bool is_digest(std::string_view value) {
  return value.starts_with("sha1-") || value.starts_with("sha256-") || value.starts_with("sha384-") ||
         value.starts_with("sha512-") || value.starts_with("sha256:") || value.starts_with("md5:") ||
         value.starts_with("data:");
}

}  // namespace

bool is_uuid(std::string_view value) {
  static const Shape shape("%H{8}-%H{4}-%H{4}-%H{4}-%H{12}");
  const auto found = shape.match(value, 0);
  return found.fits && found.end == value.size();
}

bool is_placeholder(std::string_view value) {
  if (value.empty() || monotonous(value)) return true;
  const std::string_view opening = value.substr(0, 2);
  if (opening == "${" || opening == "$(" || opening == "{{" || opening == "%(" || opening == "<%" ||
      opening == "#{")
    return true;
  if (value.front() == '<' || value.front() == '{' || value.front() == '[') return true;
  if ((value.front() == '$' || value.front() == '%') && run_end(value, 1, "A-Z0-9_%"_set) == value.size())
    return true;
  const std::string text = lower(value.substr(0, 100));
  return std::any_of(kStandIns.begin(), kStandIns.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

bool is_label(std::string_view value, std::string_view key) {
  if (is_placeholder(value)) return true;
  constexpr std::array<std::string_view, 16> kWords{
      "string",   "text",   "true",     "false",  "null",  "none",   "password", "token",
      "required", "hidden", "optional", "bearer", "basic", "secret", "disabled", "enabled"};
  const std::string text = lower(value.substr(0, 200));
  if (std::find(kWords.begin(), kWords.end(), text) != kWords.end()) return true;
  if (text == lower(key)) return true;
  if (run_end(text, run_end(text, 0, "v^~<>= "_set), "0-9.x*"_set) == text.size()) return true;  // "^1.2.3"
  const auto blanks = std::count(text.begin(), text.end(), ' ');
  return blanks > 0 && reads_like_words(value) &&
         (blanks > 5 || kUpper.has(value.front()) || text.back() == '.');
}

bool reads_like_words(std::string_view value, unsigned allowed) {
  unsigned odd = 0;
  for (std::size_t i = 1; i < value.size(); ++i) odd += oddity(value[i - 1], value[i]);
  return value.size() < 2 || odd * 10 < allowed * (value.size() - 1);
}

bool looks_secret(std::string_view value, std::size_t least) {
  if (value.size() < least) return false;
  value = value.substr(0, kJudged);
  if (is_other_text(value) || is_digest(value) || is_uuid(value) || is_placeholder(value)) return false;
  if (run_end(value, 0, "0-9.:-"_set) == value.size()) return false;
  if (!reads_like_words(value)) return true;
  // Words with their letters replaced, "Tr0ub4dor&3…": every class of characters at once.
  return classes(value) == 4 && value.find_first_of("!@#$%^&*?+=") != value.npos;
}

bool looks_chosen(std::string_view value) {
  if (value.size() > 64 || is_label(value, {}) || is_other_text(value) || is_digest(value)) return false;
  if (is_uuid(value) || run_end(value, 0, kAlnum.with("!-~"_set)) != value.size()) return false;
  const bool letters =
      value.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != value.npos;
  return letters && value.find_first_of("0123456789!@#$%^&*?+") != value.npos;
}

}  // namespace callgate::analysis
