#include "core/base/clock.h"

namespace callgate {

namespace {

// Writes the last `count` decimal digits of `value`.
char* put_digits(char* at, unsigned value, int count) {
  for (int i = count; i-- > 0; value /= 10) at[i] = static_cast<char>('0' + value % 10);
  return at + count;
}

}  // namespace

std::string rfc3339(WallTime time) {
  // By hand: every record of the ledger carries one, and snprintf takes as long as all the rest of a record.
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const auto millis = static_cast<unsigned>((time - day).count());
  char text[] = "0000-00-00T00:00:00.000Z";
  put_digits(text, static_cast<unsigned>(int(date.year())), 4);
  put_digits(text + 5, unsigned(date.month()), 2);
  put_digits(text + 8, unsigned(date.day()), 2);
  put_digits(text + 11, millis / 3'600'000, 2);
  put_digits(text + 14, millis / 60'000 % 60, 2);
  put_digits(text + 17, millis / 1000 % 60, 2);
  put_digits(text + 20, millis % 1000, 3);
  return std::string(text, sizeof text - 1);
}

}  // namespace callgate
