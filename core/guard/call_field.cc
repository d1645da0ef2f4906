#include "core/guard/call_field.h"

namespace callgate::guard {
namespace {

using policy::PathStep;

bool fits(const json::Outline& outline, std::uint32_t container, std::uint32_t at, const PathStep& step) {
  if (step.kind == PathStep::Kind::member)
    return outline[container].type == json::Type::object && outline[at].key == step.key;
  if (outline[container].type != json::Type::array) return false;
  return step.kind == PathStep::Kind::every || outline[at].position == step.element;
}

}  // namespace

std::vector<const json::Entry*> entries_at(Call& call, const policy::FieldPath& path) {
  if (path.root != policy::Root::args) return {};
  const json::Outline& outline = call.outline();
  if (!outline.whole()) return {};
  std::vector<std::uint32_t> now{0};
  for (const PathStep& step : path.steps) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t container : now) {
      for (std::uint32_t i = container + 1; i < outline[container].end; i = outline[i].end) {
        if (fits(outline, container, i, step)) next.push_back(i);
      }
    }
    now = std::move(next);
  }
  std::vector<const json::Entry*> found;
  for (const std::uint32_t at : now) found.push_back(&outline[at]);
  return found;
}

}  // namespace callgate::guard
