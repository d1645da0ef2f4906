#include "core/config/format.h"

#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <string>

#include "core/config/jsonc.h"
#include "core/config/tokens.h"

using namespace callgate::config;

namespace {

SourcePtr source_of(std::string text) {
  return std::make_shared<const Source>(Source{"p.jsonc", std::move(text)});
}

std::string formatted(const std::string& text) {
  return format_jsonc(source_of(text));
}

std::string value_of(const std::string& text) {
  Problems problems;
  const auto tree = parse_jsonc(source_of(text), problems);
  return tree && problems.empty() ? compact(*tree) : "no value";
}

std::string comments_of(const std::string& text) {
  const SourcePtr source = source_of(text);
  std::string comments;
  for (const Token& token : tokens_of(source)) {
    if (token.is_comment()) comments.append(token.text).append("\n");
  }
  return comments;
}

// Texts that nobody would write, with everything that may stand in one.
class Babble {
 public:
  explicit Babble(unsigned seed) : chance_(seed) {}
  std::string text() {
    out_.clear();
    space();
    value(0);
    space();
    return out_;
  }

 private:
  unsigned roll(unsigned sides) { return static_cast<unsigned>(chance_() % sides); }

  void space() {
    for (unsigned count = roll(3); count > 0; --count) {
      static constexpr const char* kKinds[] = {" ",           "\n",   "\n\n\n", "\t",        " ",
                                               "/* x\n y */", "/**/", "// é\n", "//\t z \n", "\r\n"};
      out_ += kKinds[roll(10)];
    }
  }
  void scalar() {
    static constexpr const char* kScalars[] = {"1", "-2.50e3", "true", "null", "\"a\\n\\u00e9//\"", "\"\""};
    if (roll(8) == 0) {
      out_ += "\"" + std::string(roll(140), 'w') + "\"";
    } else {
      out_ += kScalars[roll(6)];
    }
  }
  void value(int depth) {
    if (depth > 4 || roll(3) == 0) return scalar();
    const bool object = roll(2) == 0;
    out_ += object ? '{' : '[';
    const unsigned count = roll(6);
    for (unsigned i = 0; i < count; ++i) {
      space();
      if (object) {
        out_ += "\"k" + std::to_string(i) + "\"";
        space();
        out_ += ':';
        space();
      }
      value(depth + 1);
      space();
      if (i + 1 < count || roll(2) == 0) out_ += ',';
    }
    space();
    out_ += object ? '}' : ']';
  }

  std::mt19937 chance_;
  std::string out_;
};

}  // namespace

TEST_CASE("blanks and indentation are set, line breaks and comments of the author stay") {
  CHECK(formatted(R"(// what
{"a":1,
      "list" : [ 1,2 , 3, ],   // why


 "c": { "d":[ ], "e" :{}, },
/* so */ "f": [{"g":1},{"h":2}]
})") == R"(// what
{ "a": 1,
  "list": [1, 2, 3],  // why

  "c": { "d": [], "e": {} },
  /* so */ "f": [ { "g": 1 }, { "h": 2 } ]
}
)");
}

TEST_CASE("a block stays a block, and an object that hangs from its bracket stays that") {
  const std::string text = R"({
  "rules": [
    { "id": "a",
      "then": "deny" },

    // the other
    { "id": "b", "sequence": [
        { "a": 1 },
        { "b": 2 } ] },
  ],
}
)";
  CHECK(formatted(text) == text);
}

TEST_CASE("what is longer than a line is broken up between elements") {
  const std::string word(42, 'x');
  CHECK(formatted("[{\"a\":\"" + word + "\",\"b\":\"" + word + "\",\"c\":\"" + word + "\"}]") ==
        "[\n  { \"a\": \"" + word + "\", \"b\": \"" + word + "\",\n    \"c\": \"" + word + "\" }\n]\n");
  CHECK(formatted("{\"a\":{\"b\":\"" + word + "\",\"c\":\"" + word + "\", \"d\": 1}}") ==
        "{\n  \"a\": { \"b\": \"" + word + "\", \"c\": \"" + word + "\", \"d\": 1 }\n}\n");
  CHECK(formatted("[\"" + word + "\",\"" + word + "\",\"" + word + "\"]") ==
        "[\n  \"" + word + "\", \"" + word + "\",\n  \"" + word + "\"\n]\n");
}

TEST_CASE("remarks on lines that follow each other stand under each other") {
  CHECK(formatted("{\n\"a\": 1, // one\n\"bcd\": 2 // two\n,\n\"e\": 3\n}") ==
        "{\n  \"a\": 1,    // one\n  \"bcd\": 2,  // two\n  \"e\": 3\n}\n");
}

TEST_CASE("a file with carriage returns keeps them, and a byte order mark goes") {
  CHECK(formatted("\xEF\xBB\xBF{\r\n\"a\": 1, // x\r\n}\r\n") == "{\r\n  \"a\": 1,  // x\r\n}\r\n");
}

TEST_CASE("whatever is formatted keeps its value and its comments, and formatting it again changes nothing") {
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    const std::string text = Babble(seed).text();
    const std::string value = value_of(text);
    REQUIRE(value != "no value");
    const std::string once = formatted(text);
    REQUIRE(value_of(once) == value);
    REQUIRE(comments_of(formatted(once)) == comments_of(once));
    REQUIRE(formatted(once) == once);
    // Carriage returns within a comment are blanks at the end of its lines.
    std::string before = comments_of(text);
    std::erase(before, '\r');
    std::string after = comments_of(once);
    std::erase(after, '\r');
    REQUIRE(after == before);
  }
}
