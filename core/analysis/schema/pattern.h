// `pattern` and `patternProperties`: regular expressions as ECMA-262 writes them, run by RE2.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace re2 {
class RE2;
}

namespace callgate::analysis::schema {

// One expression; matching takes time linear in the text.
class Pattern {
 public:
  // Errors: RE2 cannot run it (it looks ahead or behind, refers back, repeats too often) or it is broken.
  static Result<Pattern> read(std::string_view ecma);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  // Whether it matches some part of `text`; bytes that are no UTF-8 match nothing.
  bool matches(std::string_view text) const;
  // What a match costs at worst for each byte of the text: instructions of the compiled form.
  std::size_t size() const;
  // As the schema has it.
  const std::string& source() const { return source_; }

 private:
  Pattern(std::string source, std::unique_ptr<re2::RE2> engine);
  std::string source_;
  std::unique_ptr<re2::RE2> engine_;
};

// The same expression in RE2's spelling: \uXXXX, \cX, \s, '.', [^] and (?<name>…) are written differently
// there.
std::string re2_spelling(std::string_view ecma);

}  // namespace callgate::analysis::schema
