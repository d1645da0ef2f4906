#include "core/analysis/triggers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

using namespace callgate::analysis;
using Hits = std::vector<std::pair<std::size_t, std::size_t>>;

namespace {

Hits hits(const Triggers& triggers, const std::string& text) {
  Hits out;
  triggers.each(text, [&out](std::size_t head, std::size_t at) { out.emplace_back(head, at); });
  std::sort(out.begin(), out.end());
  return out;
}

Triggers of(std::initializer_list<const char*> shapes) {
  std::vector<Shape> heads;
  for (const char* shape : shapes) heads.emplace_back(shape);
  return Triggers(heads);
}

}  // namespace

TEST_CASE("triggers: every head is found at every place") {
  const Triggers triggers = of({"key-%d", "[sS]ecret", "://[!-~]"});
  for (std::size_t before = 0; before < 50; ++before) {
    for (std::size_t after = 0; after < 20; ++after) {
      const std::string text = std::string(before, '.') + "key-7" + std::string(after, '.');
      CHECK(hits(triggers, text) == Hits{{0, before}});
    }
  }
  CHECK(hits(triggers, "Secretsecret SECRET http://a ://") == Hits{{1, 0}, {1, 6}, {2, 24}});
  CHECK(hits(triggers, "") == Hits{});
  CHECK(hits(triggers, "key") == Hits{});
}

TEST_CASE("triggers: heads that overlap or begin alike are all found") {
  const Triggers triggers = of({"abcd", "bcde", "abcdef", "aaaa"});
  CHECK(hits(triggers, "xxabcdefxx") == Hits{{0, 2}, {1, 3}, {2, 2}});
  CHECK(hits(triggers, std::string(40, 'a')).size() == 37);
}
