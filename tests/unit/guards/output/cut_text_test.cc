#include "core/guards/output/cut_text.h"

#include <doctest/doctest.h>

#include <string>

#include "core/config/utf8.h"
#include "core/json/view.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

std::string cut(std::string_view text, std::size_t bytes, std::size_t chars = kAny) {
  return std::string(text.substr(0, fitting(text, bytes, chars)));
}

}  // namespace

TEST_CASE("cut_text: what fits stays, and nothing is cut within a character") {
  CHECK(cut("hello", 5) == "hello");
  CHECK(cut("hello", 4) == "hell");
  CHECK(cut("hello", 0).empty());
  CHECK(cut("", 0).empty());
  CHECK(cut("aé", 2) == "a");
  CHECK(cut("aé", 3) == "aé");
  CHECK(cut("日本語", 8) == "日本");
  CHECK(cut("😀", 3).empty());
  CHECK(cut("日本語", kAny, 2) == "日本");
  CHECK(cut("日本語", 4, 2) == "日");
}

TEST_CASE("cut_text: what people see as one character stays whole") {
  const std::string family = "👨‍👩‍👧", flags = "🇩🇪🇫🇷", accent = "e\u0301", thumb = "👍🏽";
  CHECK(cut("a" + family + "b", 1 + family.size()) == "a" + family);
  for (std::size_t bytes = 1; bytes <= family.size(); ++bytes) CHECK(cut("a" + family, bytes) == "a");
  CHECK(cut(flags, flags.size() - 1) == "🇩🇪");
  CHECK(cut(flags, 8) == "🇩🇪");
  CHECK(cut(flags, 7).empty());
  CHECK(cut("x" + accent, 2) == "x");
  CHECK(cut("x" + thumb, thumb.size()) == "x");
  CHECK(cut("a\r\nb", 2) == "a");
  // Nobody sees a hundred marks as one character, and a text of nothing else is still cut.
  std::string marks = "e";
  for (int i = 0; i < 100; ++i) marks += "\u0301";
  CHECK(cut(marks, 101).size() == 101);
}

TEST_CASE("cut_text: every cut of any text is valid UTF-8 and within its limits") {
  const std::string text = "aé日😀\r\n👨‍👩‍👧e\u0301🇩🇪\"\\\n\x01z";
  for (std::size_t bytes = 0; bytes <= text.size() + 1; ++bytes) {
    const std::string plain = cut(text, bytes);
    CHECK(plain.size() <= bytes);
    CHECK_FALSE(config::first_bad_utf8(plain));
    CHECK(text.starts_with(plain));
    const std::string quoted = json::quote(text.substr(0, fitting(text, bytes, kAny, true)));
    CHECK(quoted.size() <= bytes + 2);
    CHECK(characters(cut(text, kAny, bytes)) <= bytes);
  }
}

TEST_CASE("cut_text: the size of a literal is that of its characters, however they are written") {
  for (const char* raw :
       {"", "plain", R"(a\nb\"\\\/)", R"(\u00e9\u65e5\u0041)", R"(\ud83d\ude00x)", "é日😀"}) {
    const std::string literal = '"' + std::string(raw) + '"', text = json::decode(literal);
    const TextSize size = size_of_literal(raw);
    CAPTURE(literal);
    CHECK(size.bytes == text.size());
    CHECK(size.chars == characters(text));
  }
}
