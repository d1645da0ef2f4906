#include "core/guard/result_view.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate::guard;

namespace {

std::string texts_of(std::string_view result) {
  std::string all;
  const ResultView view(result);
  for (const ResultText& part : view.texts) all.append(part.json ? "J:" : "T:").append(part.text).append("|");
  return all;
}

}  // namespace

TEST_CASE("a view of a result tells how it went") {
  const ResultView fine(R"({"content":[{"type":"text","text":"a"}],"structuredContent":{"a":1}})");
  CHECK(fine.complete);
  CHECK_FALSE(fine.failed);
  CHECK(fine.content == R"([{"type":"text","text":"a"}])");
  CHECK(fine.structured == R"({"a":1})");
  CHECK(ResultView(R"({ "isError" : true , "content":[] })").failed);
  CHECK_FALSE(ResultView(R"({"content":[{"isError":true}],"isError":false})").failed);
  CHECK_FALSE(ResultView(R"({"resultType":"input_required"})").complete);
  CHECK(ResultView(R"({"resultType":"complete"})").complete);
  CHECK(ResultView("{}").content.empty());
}

TEST_CASE("a view of a result finds all that is read, and no data") {
  CHECK(texts_of(R"({"content":[{"type":"text","text":"a\"b"},{"type":"image","data":"QUJD"},)"
                 R"({"type":"resource","resource":{"uri":"u","text":"c"}}],"structuredContent":{"x":["d"]},)"
                 R"("_meta":{"text":"m"}})") == R"(T:a\"b|T:c|J:{"x":["d"]}|)");
  CHECK(texts_of(R"({"contents":[{"uri":"a","text":"b"},{"uri":"c","blob":"QQ=="}]})") == "T:b|");
  CHECK(texts_of(R"({"description":"d","messages":[{"role":"user","content":{"type":"text","text":"a"}},)"
                 R"({"role":"user","content":[{"type":"resource_link","title":"t","uri":"u"}]}]})") ==
        "T:d|T:a|T:t|");
  CHECK(texts_of(R"({"content":[[{"text":"nested"}]]})") == "T:nested|");
  CHECK(texts_of(R"({"content":"text"})").empty());
}

TEST_CASE("the usual form of a result is read like any other") {
  for (const std::string rest : {"}", R"(,"isError":false})", R"( , "isError":false})", R"(,"isError":true})",
                                 R"(,"content":[{"type":"text","text":"c"}]})"}) {
    const std::string text = R"({"content":[{"type":"text","text":"a\"}]b"}])" + rest;
    const ResultView view(text);
    CHECK(view.complete);
    CHECK(view.failed == (rest.find("true") != rest.npos));
    const bool twice = rest.find("content") != rest.npos;
    CHECK(texts_of(text) == (twice ? R"(T:a\"}]b|T:c|)" : R"(T:a\"}]b|)"));
    if (!twice) CHECK(view.content == R"([{"type":"text","text":"a\"}]b"}])");
  }
  CHECK(texts_of(R"({"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]})") == "T:a|T:b|");
  CHECK(texts_of(R"({"content":[{"type":"text","text":""}]})") == "T:|");
}

TEST_CASE("a key that is written with escapes is no hiding place") {
  CHECK(texts_of(R"({"cont\u0065nt":[{"t\u0065xt":"a"}]})") == "T:a|");
  CHECK(ResultView(R"({"is\u0045rror":true})").failed);
}

TEST_CASE("a view reads nothing beyond its text") {
  const std::string whole = R"({"content":[{"type":"text","text":"a"}],"isError":true})";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const ResultView view(std::string_view(whole).substr(0, size));
    for (const ResultText& part : view.texts) CHECK(part.text.size() <= size);
  }
}
