// The characters of a JSONC text: where we are, what to skip, and the strings, numbers and words themselves.
#pragma once

#include <string>
#include <string_view>

#include "core/config/report.h"

namespace callgate::config {

// Walks once over `source`, which must outlive it. A function that returns false has added the reason to
// `problems`; nothing may be read after that.
class Lexer {
 public:
  Lexer(const SourcePtr& source, Problems& problems);

  // Passes a byte order mark; false if the text is not UTF-8.
  bool open();
  // Spaces and comments.
  bool blank();
  // A string from its opening quote to its closing one, decoded.
  bool string(std::string& out);
  // A number as it is spelled.
  bool number(std::string& out);
  // Letters, digits, '_' and '$' at the current place; empty if there are none. Consumes nothing.
  std::string_view word() const;

  bool end() const { return at_ >= text_.size(); }
  // The byte `ahead` of here; NUL at the end.
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void step(std::size_t count = 1);
  Place here() const { return {at_, line_, column_, 1}; }
  // Says that what began at `place`, on this line, ends here.
  void close(Place& place) const { place.width = column_ > place.column ? column_ - place.column : 1; }

  bool fail(const Place& place, std::string what, std::string hint = {}, std::string label = {});

 private:
  bool escape(std::string& out);
  bool unit(std::uint32_t& code);
  bool digits();

  const SourcePtr& source_;
  std::string_view text_;
  Problems& problems_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1, column_ = 1;
};

}  // namespace callgate::config
