#include "core/base/percent.h"

#include <doctest/doctest.h>

using namespace callgate;

TEST_CASE("percent signs are decoded, broken ones left") {
  CHECK(percent_decoded("a%25b%7Ec") == "a%b~c");
  CHECK(percent_decoded("%zz%4") == "%zz%4");
  CHECK(percent_decoded("%2541") == "%41");
  CHECK(percent_decoded("").empty());
}
