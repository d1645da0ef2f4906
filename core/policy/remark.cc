#include "core/policy/remark.h"

#include "core/analysis/secrets/key_names.h"
#include "core/config/jsonc.h"
#include "core/guard/redaction.h"

namespace callgate::policy {
namespace {

std::string cut(std::string text) {
  if (text.size() <= kShownBytes) return text;
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  const std::string size = std::to_string(text.size());
  text.resize(end);
  return text + "… (" + size + " bytes)";
}

std::string shown(const Value& value, const FieldPath* field) {
  if (!value.there) return "absent";
  std::string_view name;
  if (field) {
    for (const PathStep& step : field->steps) {
      if (analysis::key_names_secret(step.key)) name = step.key;
    }
  }
  return value.raw.empty() ? shown_json(config::quoted(value.text), name) : shown_json(value.raw, name);
}

class Remarking final : public Predicate {
 public:
  Remarking(PredicatePtr predicate, std::string demand, std::string where, bool opposite)
      : predicate_(std::move(predicate)),
        demand_((opposite ? "not " : "") + cut(std::move(demand))),
        where_(std::move(where)),
        opposite_(opposite) {}
  Truth holds(const Value& value, Scene& scene) const override {
    const Truth truth = predicate_->holds(value, scene);
    if (!scene.remarks) return truth;
    Remark remark;
    if (scene.looking_at) remark.field = scene.looking_at->text;
    remark.demand = demand_;
    remark.where = where_;
    remark.value = shown(value, scene.looking_at);
    remark.truth = opposite_ ? negated(truth) : truth;
    scene.remarks->push_back(std::move(remark));
    return truth;
  }
  void find_in(std::string_view text, Spans& spans) const override { predicate_->find_in(text, spans); }

 private:
  const PredicatePtr predicate_;
  const std::string demand_, where_;
  const bool opposite_;
};

}  // namespace

PredicatePtr remarking(PredicatePtr predicate, std::string demand, std::string where, bool opposite) {
  return std::make_unique<Remarking>(std::move(predicate), std::move(demand), std::move(where), opposite);
}

std::string shown_json(std::string_view json, std::string_view name) {
  if (analysis::key_names_secret(name)) return "\"[REDACTED]\"";
  return cut(guard::redacted_json(json));
}

}  // namespace callgate::policy
