#include "core/guards/loops/token_set.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate::guard;

TEST_CASE("words in any script, without case and accents") {
  CHECK(TokenSet("Refund-Policy, EU!").sorted == TokenSet("eu policy refund").sorted);
  CHECK(TokenSet("Crème brûlée Ångström").in_order == TokenSet("creme BRU\u0302LE\u0301E angstrom").in_order);
  CHECK(TokenSet("ПОЛИТИКА Ёлка").in_order == TokenSet("политика елка").in_order);
  CHECK(TokenSet("ΛΟΓΟΣ").sorted.size() == 1);
  CHECK(TokenSet("返金ポリシー").in_order.size() == 5);
  CHECK(TokenSet("金").in_order.size() == 1);
  CHECK(TokenSet("返金 EU規約").in_order.size() == 3);
  CHECK(TokenSet("ＥＵ ２０").in_order == TokenSet("eu 20").in_order);
  CHECK(TokenSet(" … — 「」 😀 ").in_order.empty());
  CHECK(TokenSet("\xff\xc3").in_order.size() <= 2);
}

TEST_CASE("how much of the smaller one the other holds") {
  CHECK(overlap(TokenSet("refund policy"), TokenSet("the refund policy of the EU")) == 1.0);
  CHECK(overlap(TokenSet("a b c d"), TokenSet("c d e f")) == 0.5);
  CHECK(overlap(TokenSet("a"), TokenSet("")) == 0.0);
}

TEST_CASE("a long text counts by its beginning") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "w" + std::to_string(i) + " ";
  CHECK(TokenSet(text).in_order.size() == TokenSet::kMaxTokens);
}
