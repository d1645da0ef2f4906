#include "core/guards/policy/numeric.h"

#include <charconv>
#include <cmath>
#include <optional>

#include "core/json/view.h"

namespace callgate::guard {
namespace {

constexpr double kNear = 1e-9;

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> argument(Call& call, std::string_view name) {
  const auto raw = call.argument(name);
  return raw ? number_of(*raw) : std::nullopt;
}

// The one number that a result is: structuredContent.result, or the text of the first block, or that text's
// own member "result".
std::optional<double> number_of_result(std::string_view result) {
  const auto structured = number_of(json::member(result, {"structuredContent", "result"}));
  if (structured) return structured;
  json::Elements blocks(json::member(result, "content"));
  std::string_view block;
  if (!json::member(result, "content").starts_with('[') || !blocks.next(block)) return std::nullopt;
  const std::string text = json::decode(json::member(block, "text"));
  if (const auto plain = number_of(text)) return plain;
  return json::valid(text) ? number_of(json::member(text, "result")) : std::nullopt;
}

}  // namespace

void warn_of_saturation(Call& call, double z) {
  const auto x = argument(call, "x"), mean = argument(call, "mean"), deviation = argument(call, "std");
  if (!x || !mean || !deviation || *deviation <= 0) return;
  const double distance = std::abs(*x - *mean) / *deviation;
  if (!(distance > z)) return;
  call.warn({"policy", "guards.policy.numeric", "policy_saturation",
             "args.x is " + std::to_string(distance) +
                 " standard deviations from the mean; the result will be 0 or 1.",
             "Check the units of x, mean and std."});
}

void warn_of_degeneration(Call& call, std::string_view result, NumberStreaks& streaks, std::int64_t most) {
  const auto number = number_of_result(result);
  if (!number) return;
  const std::string& tool = call.tool().exposed;
  const bool stuck = std::abs(*number) < kNear || std::abs(*number - 1) < kNear;
  if (!stuck) return void(streaks.of_tool.erase(tool));
  if (streaks.of_tool.size() >= NumberStreaks::kMaxTools && !streaks.of_tool.contains(tool))
    streaks.of_tool.clear();
  const std::int64_t streak = ++streaks.of_tool[tool];
  if (streak < most) return;
  call.warn({"policy", "guards.policy.numeric", "policy_degenerate",
             tool + " has given 0 or 1 exactly, " + std::to_string(streak) + " times in a row.",
             "Check the arguments: the numbers are probably out of range."});
}

}  // namespace callgate::guard
