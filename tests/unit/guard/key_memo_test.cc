#include "core/guard/key_memo.h"

#include <doctest/doctest.h>

#include <string>

using callgate::guard::KeyMemo;

TEST_CASE("a memo of names gives each its own answer and asks once while it knows it") {
  KeyMemo<std::size_t> memo;
  int asked = 0;
  const auto work_out = [&](std::string_view key) {
    ++asked;
    return key.size() * 1000 + static_cast<unsigned char>(key.empty() ? 0 : key[0]);
  };
  for (int round = 0; round < 3; ++round) CHECK(memo.of("path", work_out) == 4000 + 'p');
  CHECK(asked == 1);
  // More names than there are places.
  for (int i = 0; i < 5000; ++i) {
    const std::string key = "key" + std::to_string(i * 7919 % 1000);
    CHECK(memo.of(key, work_out) == key.size() * 1000 + 'k');
  }
  const std::string long_name(24, 'x');
  const int before = asked;
  CHECK(memo.of(long_name, work_out) == 24000 + 'x');
  CHECK(memo.of(long_name, work_out) == 24000 + 'x');
  CHECK(memo.of("", work_out) == 0);
  CHECK(asked == before + 3);
}
