#include "core/policy/knobs/idempotency.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

std::string ticket_fault(std::string_view text) {
  if (text == "session" || (text.starts_with("args.") && text.size() > 5)) return {};
  return "write \"session\" or \"args.NAME\"";
}

constexpr std::string_view kInFlightWords[] = {"coalesce", "deny"};
constexpr std::string_view kUnknownWords[] = {"allow", "hold", "deny"};
constexpr std::string_view kOnErrorWords[] = {"failed", "unknown", "succeeded"};
constexpr std::string_view kNearWords[] = {"allow", "warn", "hold"};
constexpr OrNone kCount{config::integer(1, 1'000'000)};
constexpr ByToolShape kKeyArgs{kTextList};
constexpr ByToolShape kOnError{config::word(kOnErrorWords)};
constexpr ByToolShape kInject{kFilledText};
constexpr config::Shape kLong = config::duration(Millis(0), std::chrono::hours(24 * 90));

}  // namespace

std::span<const Knob> idempotency_knobs() {
  using enum Tighter;
  using K = IdempotencyKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger,
                     "Whether effects that must happen once are kept from happening twice."),
      knob<&K::once_tools>("once_tools", kToolList, larger,
                           "Tools of which each effect must happen at most once."),
      knob<&K::verbs>("verbs", kModeShape, larger,
                      "The same for tools whose name tells of such an effect (pay, refund, send, book …)."),
      knob<&K::key_args>("key_args", kKeyArgs.shape(), either,
                         "Arguments that name the effect, by tool; without them all arguments together do."),
      knob<&K::ticket>("ticket", config::text_in(&ticket_fault), either,
                       "What effects are kept apart by: \"session\", or an argument as \"args.NAME\"."),
      knob<&K::max_executed>(
          "max_executed", kCount.shape(), smaller,
          "How often each tool of once_tools may run in a session, whatever its arguments."),
      knob<&K::replay>("replay", config::boolean(), either,
                       "Whether a repeat gets the first answer again; otherwise it is refused."),
      knob<&K::in_flight>("in_flight", config::word(kInFlightWords), larger,
                          "Whether a repeat waits for the first one's answer while that is under way."),
      knob<&K::unknown_outcome>("unknown_outcome", config::word(kUnknownWords), larger,
                                "What becomes of a repeat when nobody knows whether the first one happened."),
      knob<&K::outcome_on_error>("outcome_on_error", kOnError.shape(), either,
                                 "What a result with isError says about the effect, by tool."),
      knob<&K::near_duplicate>("near_duplicate", config::word(kNearWords), larger,
                               "What becomes of the same effect under another key or in another spelling."),
      knob<&K::inject_key>("inject_key", kInject.shape(), either,
                           "The argument that a key made by the gateway is written into, by tool."),
      knob<&K::persist>("persist", config::boolean(), larger,
                        "Whether effects are remembered beyond this run."),
      knob<&K::window>(
          "window", kLong, larger,
          "How long a call with the same arguments counts as a repeat where no key names the effect."),
      knob<&K::ttl>("ttl", kLong, larger, "How long a key is remembered."),
      knob<&K::in_flight_wait>("in_flight_wait", config::duration(Millis(0), std::chrono::hours(1)), either,
                               "How long a repeat waits for the first one."),
      knob<&K::max_entries>("max_entries", config::integer(16, 1'000'000), either,
                            "How many effects are remembered; finished ones leave first."),
      knob<&K::max_bytes>("max_bytes", config::size(0, 1 << 30), either,
                          "How much memory their results may take together."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
