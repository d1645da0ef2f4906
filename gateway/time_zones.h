// Time zones by their IANA names, from the files of the system.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace callgate {

// One zone: since when its clocks are how far ahead of UTC.
class TimeZone {
 public:
  // The bytes of a TZif file (RFC 8536, versions 2 and later).
  static Result<TimeZone> read(const std::string& bytes);
  Millis offset_at(WallTime time) const;

 private:
  // The rule for all time behind the last change: "CET-1CEST,M3.5.0,M10.5.0/3".
  struct Yearly {
    int month = 0, week = 0, weekday = 0;  // week 5 is the last one
    std::chrono::seconds at{0};            // local time
  };
  Result<void> read_footer(std::string_view text);

  std::vector<std::chrono::sys_seconds> changes_;
  std::vector<std::chrono::seconds> offsets_;  // one more than changes: the first is of the time before
  std::chrono::seconds standard_{0}, summer_{0};
  std::optional<Yearly> to_summer_, to_standard_;
};

// Reads each zone once. Not thread-safe.
class TimeZones {
 public:
  explicit TimeZones(std::string folder = "/usr/share/zoneinfo") : folder_(std::move(folder)) {}
  // Null if the system has no such zone. "UTC" is always there.
  const TimeZone* find(const std::string& name);

 private:
  const std::string folder_;
  std::map<std::string, std::optional<TimeZone>> known_;
};

}  // namespace callgate
