#include "core/base/clock.h"

#include <cstdio>

namespace callgate {

std::string rfc3339(WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char text[40];
  const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                                 unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                                 int(clock.minutes().count()), int(clock.seconds().count()),
                                 int(clock.subseconds().count()));
  return std::string(text, static_cast<std::size_t>(size));
}

}  // namespace callgate
