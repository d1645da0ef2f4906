#include "core/guards/loops/stream.h"

#include <algorithm>
#include <utility>

namespace callgate::guard {
namespace {

constexpr std::size_t kMaxNoise = 2;
// In two rounds a call that came once may just as well belong to a longer circle.
constexpr std::size_t kMinNoisyRounds = 3;

bool all_same(const std::vector<std::uint64_t>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

}  // namespace

std::size_t Stream::occurrences(std::uint64_t name) const {
  for (const auto& [known, count] : counts_) {
    if (known == name) return count;
  }
  return 0;
}

void Stream::count(std::uint64_t name, int by) {
  auto known =
      std::find_if(counts_.begin(), counts_.end(), [name](const auto& one) { return one.first == name; });
  if (known == counts_.end()) known = counts_.insert(known, {name, 0});
  known->second += static_cast<std::size_t>(by);
  if (known->second == 0) counts_.erase(known);
}

// Whether they come round; then the calls of all rounds, newest first, beginning with `next`, stand in
// round_.
bool Stream::comes_round(const Passed& next, std::size_t length, std::size_t rounds) const {
  round_.assign(1, &next);
  std::size_t noise = 0;
  for (std::size_t i = calls_.size(); i-- > first_ && round_.size() < length * rounds;) {
    const Passed* call = &calls_[i];
    // The first round says what the others have to be.
    const bool fits = round_.size() < length || round_[round_.size() - length]->name == call->name;
    const bool once = call->name != next.name && occurrences(call->name) == 1;
    if (fits && !once) {
      round_.push_back(call);
    } else if (!once || rounds < kMinNoisyRounds || ++noise > kMaxNoise) {
      return false;
    }
  }
  return round_.size() == length * rounds;
}

Circle Stream::judge(const Passed& next, const Limits& limits) const {
  // Only what was called before can come round.
  if (limits.rounds < 2 || counts_.size() < 2 || occurrences(next.name) + 1 < limits.rounds) return {};
  for (std::size_t length = 2; length <= limits.max_length; ++length) {
    if (length * limits.rounds > size() + 1) break;
    if (!comes_round(next, length, limits.rounds)) continue;
    const Round& calls = round_;
    const bool one_tool = std::all_of(calls.begin(), calls.begin() + static_cast<std::ptrdiff_t>(length),
                                      [&](const Passed* call) { return call->name == next.name; });
    const bool polled =
        std::any_of(calls.begin(), calls.end(), [](const Passed* call) { return call->is_volatile; });
    if (one_tool || polled) continue;
    Circle circle{length, true, false, 0, ""};
    bool some_stale = false, progress = false;
    for (std::size_t i = length; i-- > 0;) {
      std::vector<std::uint64_t> results, arguments;
      for (std::size_t j = i; j < calls.size(); j += length) {
        arguments.push_back(calls[j]->arguments);
        if (calls[j] != &next && calls[j]->result != 0) results.push_back(calls[j]->result);
      }
      const bool stale = calls[i]->reads ? results.size() > 1 && all_same(results) : all_same(arguments);
      circle.stale &= stale;
      some_stale |= stale;
      progress |= !stale && !calls[i]->reads;
      circle.name += calls[i]->name;
      circle.path += circle.path.empty() ? "" : " -> ";
      circle.path += calls[i]->tool->exposed;
    }
    circle.suspect = some_stale && !progress;
    return circle;
  }
  return {};
}

void Stream::add(Passed passed, std::size_t window) {
  // Twice the window, so that what has left is cleared away in one go and nothing is ever allocated again.
  if (calls_.capacity() <= 2 * window) {
    calls_.reserve(2 * window + 1);
    round_.reserve(window);
  }
  count(passed.name, 1);
  calls_.push_back(std::move(passed));
  for (; size() > window; ++first_) count(calls_[first_].name, -1);
  if (calls_.size() <= 2 * window) return;
  calls_.erase(calls_.begin(), calls_.begin() + static_cast<std::ptrdiff_t>(first_));
  first_ = 0;
}

void Stream::forget(std::uint64_t serial) {
  const auto gone = std::find_if(calls_.begin() + static_cast<std::ptrdiff_t>(first_), calls_.end(),
                                 [serial](const Passed& call) { return call.serial == serial; });
  if (gone == calls_.end()) return;
  count(gone->name, -1);
  calls_.erase(gone);
}

void Stream::set_result(std::uint64_t serial, std::uint64_t result) {
  for (std::size_t i = calls_.size(); i-- > first_;) {
    if (calls_[i].serial != serial) continue;
    calls_[i].result = result ? result : 1;
    return;
  }
}

}  // namespace callgate::guard
