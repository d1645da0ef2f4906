#include "core/analysis/literals.h"

#include <algorithm>
#include <utility>

#include "core/json/escape.h"
#include "core/json/skip.h"
#include "core/json/utf8.h"

namespace callgate::analysis {
namespace {

// Whether the quote is part of an escape.
bool is_escaped(std::string_view json, std::size_t quote) {
  std::size_t p = quote;
  while (p > 0 && json[p - 1] == '\\') --p;
  return (quote - p) % 2 == 1;
}

// Walks over a literal and counts what it stands for.
class Pace {
 public:
  explicit Pace(std::string_view raw) : begin_(raw.data()), p_(raw.data()), end_(raw.data() + raw.size()) {}

  // The place in the literal where `decoded` bytes of its text have been written. Only forward.
  std::size_t raw_of(std::size_t decoded) {
    while (written_ < decoded && p_ != end_) {
      const std::size_t missing = decoded - written_;
      const char* const enough = p_ + std::min(missing, static_cast<std::size_t>(end_ - p_));
      const char* const stop = json::skip_plain(p_, enough);
      written_ += static_cast<std::size_t>(stop - p_);
      p_ = stop;
      if (p_ != enough) step();
    }
    return static_cast<std::size_t>(p_ - begin_);
  }

 private:
  void step() {
    std::uint32_t code = 0;
    int length = *p_ == '\\' ? json::escape_length(p_, static_cast<std::size_t>(end_ - p_), code) : 0;
    if (length <= 0) {
      ++p_;
      ++written_;
      return;
    }
    p_ += length;
    if (json::is_high_surrogate(code) && p_ != end_ && *p_ == '\\') {
      std::uint32_t low = 0;
      length = json::escape_length(p_, static_cast<std::size_t>(end_ - p_), low);
      if (length > 0 && json::is_low_surrogate(low)) {
        p_ += length;
        written_ += 4;
        return;
      }
    }
    written_ += code < 0x80 ? 1u : code < 0x800 ? 2u : 3u;
  }

  const char *begin_, *p_, *end_;
  std::size_t written_ = 0;
};

}  // namespace

std::size_t literal_end(std::string_view json, std::size_t at) {
  std::size_t quote = json.find('"', at);
  while (quote != json.npos && is_escaped(json, quote)) quote = json.find('"', quote + 1);
  return std::min(quote, json.size());
}

Literal literal_around(std::string_view json, std::size_t at, std::size_t not_before) {
  std::size_t quote = at + 1;
  do {
    quote = quote == 0 ? json.npos : json.rfind('"', quote - 1);
    if (quote == json.npos || quote < not_before) return {};
  } while (is_escaped(json, quote));
  return {quote + 1, literal_end(json, quote + 1)};
}

void to_raw(std::string_view raw, const std::vector<json::Span*>& spans) {
  std::vector<std::pair<std::size_t, std::size_t>> places;  // in the text, in `raw`
  for (const json::Span* span : spans) {
    places.emplace_back(span->at, 0);
    places.emplace_back(std::size_t{span->at} + span->size, 0);
  }
  std::sort(places.begin(), places.end());
  Pace pace(raw);
  for (auto& [text, there] : places) there = pace.raw_of(text);
  const auto of = [&places](std::size_t text) {
    return std::lower_bound(places.begin(), places.end(), std::pair<std::size_t, std::size_t>(text, 0))
        ->second;
  };
  for (json::Span* span : spans) {
    const std::size_t begin = of(span->at), end = of(std::size_t{span->at} + span->size);
    *span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
  }
}

}  // namespace callgate::analysis
