#include "core/guards/secrets/demands.h"

#include <algorithm>

#include "core/analysis/literals.h"
#include "core/json/escape.h"
#include "core/policy/operators.h"

namespace callgate::guard {
namespace {

// "secrets" stands for all kinds, "private-keys" for those in armour, everything else for itself. A rule that
// names nothing and has no expressions of its own means all, too.
bool detects(const policy::RedactRule& rule, std::string_view kind) {
  if (rule.detect.empty()) return rule.matching.empty();
  return std::ranges::any_of(rule.detect, [&](const std::string& word) {
    return word == "secrets" || word == kind || (word == "private-keys" && kind == "private-key");
  });
}

}  // namespace

Demands::Demands(const std::vector<const policy::Rule*>& rules, Direction direction) {
  for (const policy::Rule* rule : rules) {
    const auto& redact = rule->obligations.redact;
    if (!redact || rule->mode != Mode::enforce) continue;
    const bool here = direction == Direction::args ? redact->in_args : redact->in_result;
    if (here) blanking_.push_back(rule);
    if (!redact->in_args && !redact->in_result && !redact->in_ledger) exempting_.push_back(rule);
  }
}

const policy::Rule* Demands::first(const Rules& rules, std::string_view kind) {
  for (const policy::Rule* rule : rules) {
    if (detects(*rule->obligations.redact, kind)) return rule;
  }
  return nullptr;
}

bool Demands::searches() const {
  return std::ranges::any_of(
      blanking_, [](const policy::Rule* rule) { return !rule->obligations.redact->matching.empty(); });
}

void Demands::find(std::string_view raw, std::size_t offset, std::vector<Marked>& out) const {
  std::string text;
  json::append_decoded(text, raw);
  for (const policy::Rule* rule : blanking_) {
    policy::Spans spans;
    for (const std::string& expression : rule->obligations.redact->matching)
      policy::find_matches(expression, text, spans);
    std::erase_if(spans, [](const json::Span& span) { return span.size == 0; });
    std::ranges::sort(spans, {}, &json::Span::at);
    for (json::Span span : spans) {
      analysis::to_raw(raw, {&span});
      span.at += static_cast<std::uint32_t>(offset);
      out.push_back({{span, rule->id}, rule->obligations.redact->with});
    }
  }
}

void put_in_order(std::vector<Marked>& marked) {
  std::ranges::stable_sort(marked, {}, [](const Marked& one) { return one.secret.at.at; });
  std::size_t end = 0;
  std::erase_if(marked, [&end](const Marked& one) {
    if (one.secret.at.at < end) return true;
    end = std::size_t{one.secret.at.at} + one.secret.at.size;
    return false;
  });
}

}  // namespace callgate::guard
