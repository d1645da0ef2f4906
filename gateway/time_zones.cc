#include "gateway/time_zones.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "gateway/text_file.h"

namespace callgate {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::size_t kHeader = 44;

Error bad(std::string what) {
  return error(Errc::invalid, "the time zone " + std::move(what));
}

std::int64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  if (size == 4) return static_cast<std::int32_t>(value);
  return static_cast<std::int64_t>(value);
}

// The counts of one header, and how much stands behind it (RFC 8536, section 3.1).
struct Counts {
  std::size_t is_utc, is_standard, leaps, changes, types, letters;
  explicit Counts(std::string_view header) {
    std::size_t* const all[] = {&is_utc, &is_standard, &leaps, &changes, &types, &letters};
    for (std::size_t i = 0; i < std::size(all); ++i)
      *all[i] = static_cast<std::uint32_t>(number_at(header, 20 + 4 * i, 4));
  }
  std::size_t body(std::size_t time_size) const {
    return changes * time_size + changes + types * 6 + letters + leaps * (time_size + 4) + is_standard +
           is_utc;
  }
};

bool has_header(std::string_view bytes) {
  return bytes.size() >= kHeader && bytes.starts_with("TZif") && bytes[4] >= '2';
}

// Cuts one part of a POSIX TZ text off its front.
std::string_view cut(std::string_view& text, auto belongs) {
  std::size_t size = 0;
  while (size < text.size() && belongs(text[size])) ++size;
  const std::string_view part = text.substr(0, size);
  text.remove_prefix(size);
  return part;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int digits(std::string_view& text) {
  int value = 0;
  for (const char c : cut(text, is_digit)) value = std::min(value * 10 + (c - '0'), 100'000);
  return value;
}

void cut_name(std::string_view& text) {
  if (!text.starts_with('<'))
    return void(cut(text, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }));
  text.remove_prefix(std::min(text.size(), text.find('>') + 1));
}

// "-3:30", "2": hours, minutes and seconds.
seconds cut_time(std::string_view& text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  seconds time{digits(text) * 3600};
  for (const int unit : {60, 1}) {
    if (!text.starts_with(':')) break;
    text.remove_prefix(1);
    time += seconds(digits(text) * unit);
  }
  return negative ? -time : time;
}

// The day of that year on which a "Mm.w.d" falls.
std::chrono::sys_days day_of(std::chrono::year year, int month, int week, int weekday) {
  const std::chrono::weekday day(static_cast<unsigned>(weekday));
  const std::chrono::month in(static_cast<unsigned>(month));
  if (week == 5) return std::chrono::sys_days(year / in / day[std::chrono::last]);
  return std::chrono::sys_days(year / in / day[static_cast<unsigned>(week)]);
}

}  // namespace

Result<TimeZone> TimeZone::read(const std::string& file) {
  std::string_view bytes = file;
  if (!has_header(bytes)) return bad("file has no TZif header of version 2");
  const std::size_t old = kHeader + Counts(bytes).body(4);
  if (bytes.size() < old + kHeader) return bad("file is cut off");
  bytes.remove_prefix(old);
  if (!has_header(bytes)) return bad("file has no second header");
  const Counts counts(bytes);
  if (bytes.size() < kHeader + counts.body(8) || counts.types == 0) return bad("file is cut off");

  TimeZone zone;
  const std::size_t times = kHeader, kinds = times + counts.changes * 8, types = kinds + counts.changes;
  const auto offset_of = [&](std::size_t type) { return seconds(number_at(bytes, types + type * 6, 4)); };
  zone.offsets_.push_back(offset_of(0));
  for (std::size_t i = 0; i < counts.changes; ++i) {
    const auto type = static_cast<unsigned char>(bytes[kinds + i]);
    if (type >= counts.types) return bad("file names a type it does not have");
    zone.changes_.push_back(sys_seconds(seconds(number_at(bytes, times + i * 8, 8))));
    zone.offsets_.push_back(offset_of(type));
  }
  if (!std::ranges::is_sorted(zone.changes_)) return bad("file is not in the order of time");
  std::string_view footer = bytes.substr(kHeader + counts.body(8));
  while (footer.starts_with('\n')) footer.remove_prefix(1);
  if (auto read = zone.read_footer(footer.substr(0, footer.find('\n'))); !read) return read.error();
  return zone;
}

// The offset behind the last change, and the yearly changes, if there are any (POSIX TZ; the forms "Jn" and
// "n" do not occur in the database and are refused).
Result<void> TimeZone::read_footer(std::string_view text) {
  standard_ = summer_ = offsets_.back();
  if (text.empty()) return {};
  cut_name(text);
  standard_ = -cut_time(text);
  if (text.empty()) return {};
  cut_name(text);
  summer_ = text.empty() || text.starts_with(',') ? standard_ + std::chrono::hours(1) : -cut_time(text);
  for (auto* rule : {&to_summer_, &to_standard_}) {
    if (!text.starts_with(",M")) return bad("has a yearly change that cannot be read");
    text.remove_prefix(2);
    Yearly yearly;
    yearly.month = digits(text);
    if (text.starts_with('.')) text.remove_prefix(1);
    yearly.week = digits(text);
    if (text.starts_with('.')) text.remove_prefix(1);
    yearly.weekday = digits(text);
    yearly.at = seconds(7200);
    if (text.starts_with('/')) {
      text.remove_prefix(1);
      yearly.at = cut_time(text);
    }
    const bool sound = yearly.month >= 1 && yearly.month <= 12 && yearly.week >= 1 && yearly.week <= 5 &&
                       yearly.weekday <= 6;
    if (!sound) return bad("has a yearly change that cannot be read");
    *rule = yearly;
  }
  return {};
}

Millis TimeZone::offset_at(WallTime time) const {
  const auto at = std::chrono::floor<seconds>(time);
  if (!changes_.empty() && at < changes_.back()) {
    const auto next = std::ranges::upper_bound(changes_, at);
    return offsets_[static_cast<std::size_t>(next - changes_.begin())];
  }
  if (!to_summer_ || !to_standard_) return changes_.empty() ? Millis(standard_) : Millis(offsets_.back());
  const auto year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(at + standard_)).year();
  const auto moment = [&](const Yearly& rule, seconds before) {
    return sys_seconds(day_of(year, rule.month, rule.week, rule.weekday)) + rule.at - before;
  };
  const auto summer = moment(*to_summer_, standard_), standard = moment(*to_standard_, summer_);
  // South of the equator the year begins in summer.
  const bool is_summer = summer < standard ? at >= summer && at < standard : at >= summer || at < standard;
  return is_summer ? summer_ : standard_;
}

const TimeZone* TimeZones::find(const std::string& name) {
  const auto known = known_.find(name);
  if (known != known_.end()) return known->second ? &*known->second : nullptr;
  std::optional<TimeZone>& zone = known_[name];
  if (name == "UTC") return &zone.emplace();
  const bool inside = !name.empty() && name.front() != '/' && name.find("..") == name.npos;
  const auto bytes = inside ? read_text_file(std::filesystem::path(folder_) / name)
                            : Result<std::string>(error(Errc::refused, "no name of a time zone"));
  if (!bytes) return nullptr;
  auto read = TimeZone::read(*bytes);
  if (!read) return nullptr;
  zone = std::move(*read);
  return &*zone;
}

}  // namespace callgate
