#include "gateway/time_zones.h"

#include <doctest/doctest.h>

using namespace callgate;

namespace {

// Minutes ahead of UTC, by the machine's own database.
std::optional<std::int64_t> minutes(const std::string& zone, const char* time) {
  TimeZones zones;
  const TimeZone* const found = zones.find(zone);
  if (!found) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::minutes>(found->offset_at(*parse_rfc3339(time))).count();
}

}  // namespace

TEST_CASE("time zones: changes that are written down") {
  CHECK(minutes("Europe/London", "2019-07-01T12:00:00Z") == 60);
  CHECK(minutes("Europe/London", "2019-01-01T12:00:00Z") == 0);
  CHECK(minutes("Asia/Kolkata", "2019-01-01T12:00:00Z") == 330);
  CHECK(minutes("Europe/London", "1970-06-01T00:00:00Z") == 60);  // standard time was abolished then
}

TEST_CASE("time zones: changes that follow a yearly rule, to the second") {
  CHECK(minutes("Europe/Berlin", "2045-03-26T00:59:59Z") == 60);
  CHECK(minutes("Europe/Berlin", "2045-03-26T01:00:00Z") == 120);
  CHECK(minutes("Europe/Berlin", "2045-10-29T00:59:59Z") == 120);
  CHECK(minutes("Europe/Berlin", "2045-10-29T01:00:00Z") == 60);
  CHECK(minutes("America/New_York", "2045-07-01T00:00:00Z") == -240);
  CHECK(minutes("Australia/Sydney", "2045-01-01T00:00:00Z") == 660);
  CHECK(minutes("Australia/Sydney", "2045-07-01T00:00:00Z") == 600);
  CHECK(minutes("Asia/Tokyo", "2045-07-01T00:00:00Z") == 540);
}

TEST_CASE("time zones: what there is not") {
  CHECK(minutes("UTC", "2026-01-01T00:00:00Z") == 0);
  CHECK_FALSE(minutes("Mars/Olympus", "2026-01-01T00:00:00Z").has_value());
  CHECK_FALSE(minutes("../zoneinfo/UTC", "2026-01-01T00:00:00Z").has_value());
  CHECK_FALSE(minutes("", "2026-01-01T00:00:00Z").has_value());
  for (const std::string& bytes :
       {std::string(), std::string("TZif2"), std::string("TZif2") + std::string(39, '\0'),
        std::string("TZif2") + std::string(39, '\xff') + std::string(60, '\0')}) {
    CHECK_FALSE(TimeZone::read(bytes).has_value());
  }
}
