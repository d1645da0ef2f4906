#include "core/base/seal.h"

#include <doctest/doctest.h>

#include <set>

using namespace callgate;
using namespace std::string_view_literals;

TEST_SUITE("seal") {
  TEST_CASE("HMAC-SHA256 of the test vectors of RFC 4231") {
    CHECK(hmac_hex(std::string(20, '\x0b'), "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hmac_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hmac_hex(std::string(20, '\xaa'), std::string(50, '\xdd')) ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    // A key longer than a block.
    CHECK(hmac_hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  TEST_CASE("NUL bytes and empty texts count") {
    CHECK(hmac_hex("key", "a\0b"sv) != hmac_hex("key", "a\0c"sv));
    CHECK(hmac_hex("key", "a"sv) != hmac_hex("key", "a\0"sv));
    CHECK(hmac_hex("", "").size() == 64);
    CHECK(hmac_hex(std::string_view(), std::string_view()) == hmac_hex("", ""));
  }

  TEST_CASE("random texts have their length, and none comes twice") {
    CHECK(random_hex(0).empty());
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
      const std::string text = random_hex(16);
      REQUIRE(text.size() == 32);
      REQUIRE(text.find_first_not_of("0123456789abcdef") == std::string::npos);
      REQUIRE(seen.insert(text).second);
    }
  }

  TEST_CASE("secrets are equal in every byte or not at all") {
    CHECK(same_secret("", ""));
    CHECK(same_secret("abc", "abc"));
    CHECK(!same_secret("abc", "abd"));
    CHECK(!same_secret("abc", "abcd"));
    CHECK(!same_secret("abc", ""));
    CHECK(!same_secret("a\0b"sv, "a\0c"sv));
  }
}
