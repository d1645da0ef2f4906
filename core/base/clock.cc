#include "core/base/clock.h"

namespace callgate {

namespace {

char* put_two(char* at, unsigned value, char next) {
  at[0] = static_cast<char>('0' + value / 10);
  at[1] = static_cast<char>('0' + value % 10);
  at[2] = next;
  return at + 3;
}

// The number that `text` spells in decimal digits alone; nothing for anything else.
std::optional<int> digits_of(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
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

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() != kForm.size() + 1 && text.size() != kForm.size() + 5) return std::nullopt;
  if (text.back() != 'Z') return std::nullopt;
  for (const std::size_t at : {4, 7, 10, 13, 16}) {
    if (text[at] != kForm[at]) return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t count) { return digits_of(text.substr(at, count)); };
  const auto year = part(0, 4), month = part(5, 2), day = part(8, 2);
  const auto hour = part(11, 2), minute = part(14, 2), second = part(17, 2);
  std::optional<int> millis = 0;
  if (text.size() > kForm.size() + 1) millis = text[kForm.size()] == '.' ? part(20, 3) : std::nullopt;
  if (!year || !month || !day || !hour || !minute || !second || !millis) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) + Millis(*millis);
}

}  // namespace callgate
