#include "steps.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace callgate::guard_cases {
namespace {

constexpr std::string_view kMembers[] = {
    "ok",          "payload", "error_code", "error_class",       "after_error",     "ticket_id",
    "side_effect", "pending", "wait_ms",    "elapsed_before_ms", "severity",        "approval",
    "op",          "session", "plan",       "parallel",          "cancel_after_ms", "side_effect_executed"};
constexpr std::string_view kGranted[] = {"granted", "approved"};
constexpr std::string_view kRefused[] = {"expired", "timeout", "denied", "rejected"};

template <std::size_t N>
bool among(const std::string_view (&words)[N], std::string_view word) {
  return std::ranges::find(words, word) != std::end(words);
}

}  // namespace

std::string fault_of_steps(const Json& one) {
  const Json& steps = one.at("sequence");
  if (one.at("expected").size() != steps.size()) return "there is not one expectation for each step";
  for (const Json& step : steps) {
    if (step.size() != 3) return "a step is no [tool, arguments, result]";
    if (!step[2].is_object() && !step[2].is_null()) return "a step tells neither an object nor nothing";
    for (const auto& [member, value] : step[2].items())
      if (!among(kMembers, member)) return "nothing is known of a step's " + member;
    const std::string op = step[2].is_object() ? step[2].value("op", "") : "";
    if (!op.empty() && op != "acq" && op != "rel") return "there is no op " + op;
  }
  return "";
}

// Approvals hold for one call with its arguments: what was granted for another is none.
Reply reply_in(const std::string& words) {
  if (among(kGranted, words)) return Reply::granted;
  if (among(kRefused, words)) return Reply::refused;
  if (words.empty() || words == "forged" || words.starts_with("granted for ")) return Reply::none;
  throw std::runtime_error("there is no approval \"" + words + '"');
}

}  // namespace callgate::guard_cases
