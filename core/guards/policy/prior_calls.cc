#include "core/guards/policy/prior_calls.h"

#include "core/json/canonical.h"

namespace callgate::guard {

void PriorCalls::note(const std::string& key, Instant at, std::size_t max) {
  const auto known = times_.find(key);
  if (known != times_.end()) {
    known->second->at = at;
    order_.splice(order_.end(), order_, known->second);
    return;
  }
  while (!order_.empty() && times_.size() >= max) {
    times_.erase(order_.front().key);
    order_.pop_front();
  }
  order_.push_back({key, at});
  times_[key] = std::prev(order_.end());
}

bool PriorCalls::known(const std::string& key, std::optional<Millis> within, Instant now) const {
  const auto noted = times_.find(key);
  return noted != times_.end() && (!within || now - noted->second->at <= *within);
}

std::optional<std::string> prior_key(const policy::Rule& rule, policy::Scene& scene) {
  std::string key = rule.id;
  for (const policy::FieldPath& field : rule.obligations.prior->same) {
    policy::Values values;
    if (!policy::look_up(scene, field, values)) return std::nullopt;
    for (const policy::Value& value : values) {
      key += '\n';
      if (!value.there) continue;
      const auto canonical =
          value.raw.empty() ? Result<std::string>(std::string(value.text)) : json::canonical(value.raw);
      key += canonical ? *canonical : std::string(value.raw);
    }
  }
  return key;
}

}  // namespace callgate::guard
