#include "core/config/report.h"

#include <doctest/doctest.h>

using namespace callgate::config;

namespace {

Problem problem(std::string text, Place place) {
  const auto source = std::make_shared<const Source>(Source{"policy.jsonc", std::move(text)});
  return {"unknown key \"alow\" in permissions", source, place, "did you mean \"allow\"?", "see the schema"};
}

}  // namespace

TEST_CASE("a problem is shown with its line, a caret, and what to do") {
  CHECK(render(problem("{\n  \"alow\": true,\n}", {4, 2, 3, 6})) ==
        "error: unknown key \"alow\" in permissions\n"
        "  ┌─ policy.jsonc:2:3\n"
        "2 │   \"alow\": true,\n"
        "  │   ^^^^^^ did you mean \"allow\"?\n"
        "  = hint: see the schema");
}

TEST_CASE("on one line it has the same parts") {
  CHECK(one_line(problem("{}", {0, 31, 7, 1})) ==
        "policy.jsonc:31:7: unknown key \"alow\" in permissions: did you mean \"allow\"? (see the schema)");
}

TEST_CASE("without a text there is no place") {
  const Problem missing{"there is nothing to start", nullptr, {}, "", "name a server"};
  CHECK(render(missing) == "error: there is nothing to start\n  = hint: name a server");
  CHECK(one_line(missing) == "there is nothing to start (name a server)");
}

TEST_CASE("the caret stands under its character after tabs and wide letters, and at the end of a text") {
  CHECK(render(problem("\t\"ä\": x", {7, 1, 7, 1})).find("1 │ \t\"ä\": x\n  │ \t     ^ did") !=
        std::string::npos);
  CHECK(render(problem("{", {1, 1, 2, 1})).find("1 │ {\n  │  ^ did") != std::string::npos);
  CHECK(render(problem("{\r\n\"a\"\r\n", {3, 2, 1, 3})).find("2 │ \"a\"\n  │ ^^^ did") != std::string::npos);
}

TEST_CASE("of a long line the part around the caret is shown") {
  const std::string line = std::string(500, 'a') + "X" + std::string(500, 'b');
  const std::string shown = render(problem(line, {500, 1, 501, 1}));
  const std::string dots = "…";
  CHECK(shown.find("1 │ " + dots + std::string(60, 'a') + "X" + std::string(59, 'b') + dots + "\n") !=
        std::string::npos);
  CHECK(shown.find("  │ " + std::string(61, ' ') + "^ did") != std::string::npos);
}

TEST_CASE("what a terminal would obey is not passed on") {
  const std::string shown = render(problem("\x1B[2J {", {5, 1, 6, 1}));
  CHECK(shown.find('\x1B') == std::string::npos);
  CHECK(render(problem("\xC2\x9B"
                       "2J \xC3\xA4 {",
                       {7, 1, 6, 1}))
            .find("1 │ ?2J ä {\n  │      ^ did") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 are shown as question marks, with the caret under the first") {
  const std::string text = "{\"\xFF\x9B\xC3\": 1}";
  CHECK(render(problem(text, {2, 1, 3, 1})).find("1 │ {\"???\": 1}\n  │   ^ did") != std::string::npos);
  const Problem named{"\"\xFE\" cannot be read", nullptr, {}, "", ""};
  CHECK(one_line(named) == "\"?\" cannot be read");
}

TEST_CASE("problems are sorted by file, then from top to bottom") {
  const auto a = std::make_shared<const Source>(Source{"a", "…"}),
             b = std::make_shared<const Source>(Source{"b", "…"});
  Problems problems{
      {"b2", b, {9, 1, 1, 1}}, {"a2", a, {7, 1, 1, 1}}, {"none", nullptr, {}}, {"b1", b, {1, 1, 1, 1}}};
  sort_by_place(problems);
  std::string order;
  for (const Problem& each : problems) order += each.what + " ";
  CHECK(order == "none b1 b2 a2 ");
}
