#include "core/analysis/words.h"

namespace callgate::analysis {
namespace {

bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!upper(c) && !lower_or_digit(c)) {
      if (!words.back().empty()) words.emplace_back();
      continue;
    }
    const bool hump = upper(c) && i > 0 &&
                      (lower_or_digit(name[i - 1]) || (upper(name[i - 1]) && i + 1 < name.size() &&
                                                       name[i + 1] >= 'a' && name[i + 1] <= 'z'));
    if (hump && !words.back().empty()) words.emplace_back();
    words.back() += upper(c) ? static_cast<char>(c | 0x20) : c;
  }
  return words;
}

}  // namespace callgate::analysis
