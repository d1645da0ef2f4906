// What fuzz targets share: promises that end the run when they are broken, and inputs of two parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace callgate::fuzz {

inline void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// An input as its first line and what follows.
struct Halves {
  explicit Halves(std::string_view text)
      : first(text.substr(0, text.find('\n'))),
        second(text.substr(first.size() == text.size() ? text.size() : first.size() + 1)) {}
  std::string_view first, second;
};

// Spans of a text: inside of it, not empty, in its order and without overlaps.
template <class Found>
void check_spans(std::string_view text, const Found& found) {
  std::size_t behind = 0;
  for (const auto& one : found) {
    must(one.at.size > 0, "what is found is not empty");
    must(one.at.at >= behind, "what is found stands in order, without overlaps");
    behind = std::size_t{one.at.at} + one.at.size;
    must(behind <= text.size(), "what is found lies inside of the text");
  }
}

}  // namespace callgate::fuzz
