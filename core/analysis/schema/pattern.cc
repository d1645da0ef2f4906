#include "core/analysis/schema/pattern.h"

#include <re2/re2.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace callgate::analysis::schema {
namespace {

// Compiled form and caches of one expression together, in bytes.
constexpr std::int64_t kMaxMemory = 1 << 20;
// ECMA-262: WhiteSpace and LineTerminator, as members of a class.
constexpr std::string_view kSpaces =
    "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";

std::optional<std::uint32_t> hex(std::string_view digits) {
  std::uint32_t code = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, code, 16);
  if (digits.empty() || failed != std::errc() || stop != end) return std::nullopt;
  return code;
}

// Rewrites an expression from left to right.
class Translation {
 public:
  explicit Translation(std::string_view ecma) : rest_(ecma) {}

  std::string run() {
    while (!rest_.empty()) step();
    return std::move(out_);
  }

 private:
  bool begins(std::string_view word) const { return rest_.substr(0, word.size()) == word; }
  void replace(std::size_t size, std::string_view by) {
    out_ += by;
    rest_.remove_prefix(size);
  }
  void copy(std::size_t size) { replace(size, rest_.substr(0, size)); }

  void step() {
    const char c = rest_.front();
    if (c == '\\') return escape();
    if (in_class_) {
      if (c == ']') in_class_ = false;
      // POSIX classes exist in RE2 alone.
      return begins("[:") ? replace(1, "\\[") : copy(1);
    }
    if (begins("[^]")) return replace(3, "(?s:.)");
    if (begins("[]")) return replace(2, "[^\\x{0}-\\x{10FFFF}]");
    if (c == '[') in_class_ = true;
    if (c == '.') return replace(1, "[^\\n\\r\\x{2028}\\x{2029}]");
    if (begins("(?<") && !begins("(?<=") && !begins("(?<!")) return replace(3, "(?P<");
    copy(begins("[^") ? 2 : 1);
  }

  void escape() {
    const char letter = rest_.size() > 1 ? rest_[1] : '\0';
    if (letter == 'u') return code_point();
    if (letter == 'c' && rest_.size() > 2) {
      const char control[] = {'\\', 'x', "01"[(rest_[2] & 31) >> 4], "0123456789abcdef"[rest_[2] & 15]};
      return replace(3, {control, sizeof control});
    }
    if (letter == 's') return in_class_ ? replace(2, kSpaces) : replace(2, "[" + std::string(kSpaces) + "]");
    if (letter == 'S' && !in_class_) return replace(2, "[^" + std::string(kSpaces) + "]");
    if (letter == '0') return replace(2, "\\x00");
    copy(letter ? 2 : 1);
  }

  // \uXXXX, a pair of them, or \u{X…}.
  void code_point() {
    if (begins("\\u{")) {
      const std::size_t close = rest_.find('}');
      if (close != rest_.npos) return replace(close + 1, "\\x" + std::string(rest_.substr(2, close - 1)));
      return copy(2);
    }
    const auto high = hex(rest_.substr(2, 4));
    if (!high || rest_.size() < 6) return copy(2);
    const bool pair = *high >= 0xD800 && *high < 0xDC00 && rest_.substr(6, 2) == "\\u";
    const auto low = pair ? hex(rest_.substr(8, 4)) : std::nullopt;
    const bool joined = low && *low >= 0xDC00 && *low < 0xE000 && rest_.size() >= 12;
    const std::uint32_t code = joined ? 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00) : *high;
    char digits[8];
    const char* const end = std::to_chars(digits, digits + sizeof digits, code, 16).ptr;
    const std::string_view spelled(digits, static_cast<std::size_t>(end - digits));
    replace(joined ? 12 : 6, "\\x{" + std::string(spelled) + "}");
  }

  std::string_view rest_;
  std::string out_;
  bool in_class_ = false;
};

}  // namespace

std::string re2_spelling(std::string_view ecma) {
  return Translation(ecma).run();
}

Pattern::Pattern(std::string source, std::unique_ptr<re2::RE2> engine)
    : source_(std::move(source)), engine_(std::move(engine)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::read(std::string_view ecma) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  options.set_never_capture(true);
  auto engine = std::make_unique<re2::RE2>(re2_spelling(ecma), options);
  if (!engine->ok()) return error(Errc::invalid, engine->error());
  return Pattern(std::string(ecma), std::move(engine));
}

std::size_t Pattern::size() const {
  return static_cast<std::size_t>(engine_->ProgramSize());
}

bool Pattern::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *engine_);
}

}  // namespace callgate::analysis::schema
