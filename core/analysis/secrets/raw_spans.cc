#include "core/analysis/secrets/raw_spans.h"

#include "core/json/escape.h"
#include "core/json/skip.h"
#include "core/json/utf8.h"

namespace callgate::analysis {
namespace {

// Walks over a literal and counts what it stands for.
class Pace {
 public:
  explicit Pace(std::string_view raw) : begin_(raw.data()), p_(raw.data()), end_(raw.data() + raw.size()) {}

  // The place in the literal where `decoded` bytes of its text have been written. Only forward.
  std::size_t raw_of(std::size_t decoded) {
    while (written_ < decoded && p_ != end_) {
      const char* stop = json::skip_plain(p_, end_);
      const auto plain = static_cast<std::size_t>(stop - p_), missing = decoded - written_;
      if (plain >= missing) {
        p_ += missing;
        written_ = decoded;
        break;
      }
      p_ = stop;
      written_ += plain;
      if (p_ != end_) step();
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

void to_raw(std::string_view raw, std::vector<Secret>& found, std::size_t first) {
  Pace pace(raw);
  for (std::size_t i = first; i < found.size(); ++i) {
    json::Span& at = found[i].at;
    const std::size_t decoded_end = std::size_t{at.at} + at.size;
    const std::size_t begin = pace.raw_of(at.at), end = pace.raw_of(decoded_end);
    at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
  }
}

}  // namespace callgate::analysis
