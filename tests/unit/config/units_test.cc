#include "core/config/units.h"

#include <doctest/doctest.h>

using namespace callgate;
using namespace callgate::config;

TEST_CASE("durations have a whole number and a unit") {
  CHECK(parse_duration("15m") == Millis(900'000));
  CHECK(parse_duration("30s") == Millis(30'000));
  CHECK(parse_duration("24h") == Millis(86'400'000));
  CHECK(parse_duration("30d") == Millis(2'592'000'000));
  CHECK(parse_duration("250ms") == Millis(250));
  for (const char* bad :
       {"", "15", "m", "1.5h", "-1s", " 1s", "1 s", "1S", "1w", "99999999999d", "99999999999999999999s"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_duration(bad));
  }
}

TEST_CASE("sizes have a whole number and perhaps a unit") {
  CHECK(parse_size("65536") == 65'536);
  CHECK(parse_size("100MiB") == 104'857'600);
  CHECK(parse_size("1KB") == 1000);
  CHECK(parse_size("2GiB") == 2'147'483'648);
  for (const char* bad : {"", "MiB", "1.5MiB", "-1", "1 MiB", "1TB", "1e3", "99999999999GiB"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_size(bad));
  }
}

TEST_CASE("both are written as short as they can be") {
  CHECK(format_duration(Millis(90'000)) == "90s");
  CHECK(format_duration(Millis(86'400'000)) == "1d");
  CHECK(format_duration(Millis(1)) == "1ms");
  CHECK(format_duration(Millis(0)) == "0ms");
  CHECK(format_size(1 << 16) == "64KiB");
  CHECK(format_size(1 << 30) == "1GiB");
  CHECK(format_size(1000) == "1000B");
  CHECK(format_size(0) == "0");
}
