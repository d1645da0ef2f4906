#include <algorithm>

#include "core/analysis/secrets/raw_spans.h"
#include "core/analysis/secrets/secrets.h"
#include "core/analysis/secrets/tables.h"
#include "core/json/escape.h"

namespace callgate::analysis {
namespace {

Secret secret_of(const Found& found, std::size_t base) {
  return {
      {static_cast<std::uint32_t>(base + found.begin), static_cast<std::uint32_t>(found.end - found.begin)},
      found.kind};
}

}  // namespace

SecretScanner::SecretScanner(SecretKnobs knobs) : tables_(std::make_unique<const Tables>(std::move(knobs))) {}
SecretScanner::~SecretScanner() = default;

void SecretScanner::find(std::string_view text, std::vector<Secret>& out) const {
  const std::size_t first = out.size();
  std::size_t last = 0, done = 0;
  tables_->triggers().each(text, [&](std::size_t trigger, std::size_t at) {
    if (at >= last && at < done) return;
    const Finding found = tables_->find(trigger, text, at);
    if (!found || tables_->allowed(text.substr(found->begin, found->end - found->begin))) return;
    out.push_back(secret_of(*found, 0));
    // What a name says is secret may show more of itself: its vendor.
    if (found->kind != "generic-secret") last = found->begin, done = found->end;
  });
  settle(out, first);
}

void SecretScanner::find_in_literal(std::string_view raw, std::vector<Secret>& out) const {
  if (raw.find('\\') == raw.npos) return find(raw, out);
  std::string text;
  json::append_decoded(text, raw);
  const std::size_t first = out.size();
  find(text, out);
  to_raw(raw, out, first);
}

}  // namespace callgate::analysis
