#include "core/guards/policy/result_rules.h"

#include <algorithm>
#include <limits>

#include "core/json/edit.h"
#include "core/policy/condition.h"
#include "core/policy/operators.h"

namespace callgate::guard {
namespace {

using json::Entry;
using json::Outline;
using policy::Ruling;

constexpr std::string_view kBlank = "[redacted]", kKind = "{kind}";

// Whether a string of a result is for people and models to read: the text of blocks and of embedded
// resources, and everything in structuredContent.
bool is_text(const Outline& result, const Entry& entry) {
  if (entry.type != json::Type::string) return false;
  const Entry* part = &entry;
  while (part->parent != 0) part = &result[part->parent];
  if (part->key == "structuredContent") return true;
  return part->key == "content" && entry.key == "text";
}

std::string all_text(const Outline& result) {
  std::string text;
  for (const Entry& entry : result) {
    if (!is_text(result, entry)) continue;
    if (!text.empty()) text += '\n';
    text += entry.text;
  }
  return text;
}

// What a rule blanks out of one text: what its "redact" names, else what its conditions look for, else all.
policy::Spans marks_of(const policy::Rule& rule, std::string_view text) {
  policy::Spans spans;
  const auto& redact = rule.obligations.redact;
  if (redact && !redact->matching.empty()) {
    for (const std::string& expression : redact->matching) policy::find_matches(expression, text, spans);
    return spans;
  }
  if (rule.when) rule.when->find_in(text, spans);
  return spans;
}

std::string blank_of(const policy::Rule& rule) {
  const auto& redact = rule.obligations.redact;
  std::string blank = redact && !redact->with.empty() ? redact->with : std::string(kBlank);
  if (const std::size_t at = blank.find(kKind); at != blank.npos) blank.replace(at, kKind.size(), rule.id);
  return blank;
}

std::string without(std::string_view text, policy::Spans spans, const std::string& blank) {
  std::ranges::sort(spans, {}, &json::Span::at);
  std::string out;
  std::size_t from = 0;
  for (const json::Span& span : spans) {
    const std::size_t end = std::size_t{span.at} + span.size;
    if (end <= from) continue;
    if (span.at >= from) out.append(text.substr(from, span.at - from)).append(blank);
    from = end;
  }
  return out.append(text.substr(from));
}

Bytes blanked(const policy::Rule& rule, const Outline& result, std::string_view raw) {
  const std::string blank = blank_of(rule);
  json::Edits edits;
  bool found = false;
  for (const bool everything : {false, true}) {
    for (const Entry& entry : result) {
      if (!is_text(result, entry) || found) continue;
      const policy::Spans spans = everything ? policy::Spans() : marks_of(rule, entry.text);
      if (!everything && spans.empty()) continue;
      edits.push_back({json::span_of(raw, entry.raw),
                       json::quote(everything ? blank : without(entry.text, spans, blank))});
    }
    found = !edits.empty();
  }
  json::sort(edits);
  return Bytes::adopt(json::apply(raw, edits));
}

Decision decision_of(Ruling ruling) {
  if (ruling == Ruling::suppress) return Decision::suppress;
  return ruling == Ruling::redact ? Decision::redact : Decision::warn;
}

}  // namespace

Amend judge_result(const std::vector<const policy::Rule*>& rules, policy::Scene scene,
                   const RuleContext& context, MessageBounds bounds, const Bytes& result) {
  Bytes current = result;
  std::optional<Finding> changed;
  for (const policy::Rule* rule : rules) {
    const Outline outline(current.view());
    if (!outline.whole()) {
      return Withhold{
          {"policy", rule->id, "result_too_large", "The result has too many values to be judged.", ""}};
    }
    const std::string text = all_text(outline);
    scene.result = &outline;
    scene.result_text = &text;
    scene.regex_input = std::numeric_limits<std::size_t>::max();
    const RuleJudgement judgement = judge_rule(*rule, Fit::yes, scene, context);
    if (!judgement.ruling) continue;
    Finding why =
        judgement.unjudged ? unjudged(*rule, scene, bounds) : of_rule(*rule, "policy_result", scene, bounds);
    if (rule->mode == Mode::observe) {
      scene.call.imagine(decision_of(*judgement.ruling), std::move(why));
    } else if (rule->mode == Mode::warn || *judgement.ruling == Ruling::warn) {
      scene.call.warn(std::move(why));
    } else if (*judgement.ruling == Ruling::suppress) {
      return Withhold{std::move(why)};
    } else {
      current = blanked(*rule, outline, current.view());
      if (!changed) changed = std::move(why);
    }
  }
  if (!changed) return Keep{};
  return Replace{std::move(*changed), Decision::redact, std::move(current)};
}

}  // namespace callgate::guard
