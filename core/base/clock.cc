#include "core/base/clock.h"

namespace callgate {

namespace {

char* put_two(char* at, unsigned value, char next) {
  at[0] = static_cast<char>('0' + value / 10);
  at[1] = static_cast<char>('0' + value % 10);
  at[2] = next;
  return at + 3;
}

}  // namespace

char* put_rfc3339(char* at, WallTime time) {
  // By hand: every record of the ledger carries one, and snprintf takes as long as all the rest of a record.
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const auto millis = static_cast<unsigned>((time - day).count());
  const auto year = static_cast<unsigned>(int(date.year()));
  at = put_two(at, year / 100, '0') - 1;
  at = put_two(at, year % 100, '-');
  at = put_two(at, unsigned(date.month()), '-');
  at = put_two(at, unsigned(date.day()), 'T');
  at = put_two(at, millis / 3'600'000, ':');
  at = put_two(at, millis / 60'000 % 60, ':');
  at = put_two(at, millis / 1000 % 60, '.');
  *at++ = static_cast<char>('0' + millis % 1000 / 100);
  return put_two(at, millis % 100, 'Z');
}

std::string rfc3339(WallTime time) {
  char text[24];
  return std::string(text, put_rfc3339(text, time));
}

}  // namespace callgate
