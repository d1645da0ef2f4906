#include "core/analysis/shape.h"

#include <algorithm>

namespace callgate::analysis {
namespace {

constexpr std::uint16_t kMost = 2000;

ByteSet named(char letter) {
  switch (letter) {
    case 'd':
      return kDigits;
    case 'h':
      return kHex;
    case 'H':
      return kAnyHex;
    case 'u':
      return ByteSet("A-Z0-9");
    case 'l':
      return ByteSet("a-z0-9");
    case 'a':
      return kAlnum;
    case 'w':
      return kWord;
    case 'b':
      return ByteSet("0-9a-zA-Z+/=");
    case 't':
      return ByteSet("0-9a-zA-Z_.-");
    default:
      return ByteSet(std::string_view(&letter, 1));
  }
}

std::uint16_t number(std::string_view& text) {
  unsigned value = 0;
  for (; !text.empty() && kDigits.has(text.front()); text.remove_prefix(1)) {
    value = value * 10 + static_cast<unsigned>(text.front() - '0');
  }
  return static_cast<std::uint16_t>(std::min<unsigned>(value, kMost));
}

}  // namespace

Shape::Shape(std::string_view text) {
  while (!text.empty()) {
    Run run;
    std::size_t used = 1;
    if (text.front() == '%' && text.size() > 1) {
      run.set = named(text[1]);
      used = 2;
    } else if (const auto close = text.find(']'); text.front() == '[' && close != text.npos) {
      run.set = ByteSet(text.substr(1, close - 1));
      used = close + 1;
    } else {
      run.set = ByteSet(text.substr(0, 1));
    }
    text.remove_prefix(used);
    if (!text.empty() && text.front() == '{') {
      text.remove_prefix(1);
      run.min = run.max = number(text);
      if (!text.empty() && text.front() == ',') {
        text.remove_prefix(1);
        run.max = text.empty() || text.front() == '}' ? kMost : number(text);
      }
      if (!text.empty()) text.remove_prefix(1);
    }
    runs_.push_back(run);
  }
}

Shape::Match Shape::match(std::string_view text, std::size_t at) const {
  for (const Run& run : runs_) {
    const std::size_t end = run_end(text, at, run.set, run.max);
    if (end - at < run.min) return {false, end};
    at = end;
  }
  return {true, at};
}

}  // namespace callgate::analysis
